"""The request and the answer of POST /v1/embeddings, in the shape of the OpenAI API."""

import base64
import json

MAX_BATCH = 32
ENCODINGS = ("float", "base64")


class BadRequest(Exception):
    """A request that cannot be served; `status` and the message go to the client."""

    def __init__(self, message, status=400, kind="invalid_request_error"):
        super().__init__(message)
        self.status = status
        self.kind = kind


def read_request(body, model, width):
    """(texts, encoding) of a JSON body; raises BadRequest that names the field."""
    try:
        request = json.loads(body)
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        raise BadRequest(f"the body is not valid JSON: {error}") from None
    if not isinstance(request, dict):
        raise BadRequest("the body must be a JSON object")
    if "input" not in request:
        raise BadRequest("input is required")
    texts = [request["input"]] if isinstance(request["input"], str) else request["input"]
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise BadRequest("input must be a string or an array of strings")
    if not texts:
        raise BadRequest("input must not be empty")
    if len(texts) > MAX_BATCH:
        raise BadRequest(f"input has {len(texts)} texts, at most {MAX_BATCH} are allowed", 413)
    for index, text in enumerate(texts):
        if not text.strip():
            raise BadRequest(f"input[{index}] must not be empty")
        if not text.isprintable() and any("\ud800" <= char <= "\udfff" for char in text):
            raise BadRequest(f"input[{index}] holds half of a surrogate pair")
    wanted = request.get("model")
    if wanted is not None and wanted not in (model, model.rsplit("/", 1)[-1]):
        raise BadRequest(f"model {wanted!r} is not served here, only {model}", 404, "model_not_found")
    if request.get("dimensions") not in (None, width):
        raise BadRequest(f"dimensions must be {width}")
    encoding = request.get("encoding_format") or "float"
    if encoding not in ENCODINGS:
        raise BadRequest(f"encoding_format must be one of {', '.join(ENCODINGS)}")
    return texts, encoding


def answer(model, vectors, tokens, encoding):
    """The response object for float32 `vectors` in input order; `tokens` is the number that was read."""
    data = [
        {
            "object": "embedding",
            "index": index,
            "embedding": base64.b64encode(vector.astype("<f4").tobytes()).decode()
            if encoding == "base64"
            else vector.tolist(),
        }
        for index, vector in enumerate(vectors)
    ]
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return {"object": "list", "data": data, "model": model, "usage": usage}


def error_body(message, kind, status):
    return {"error": {"message": message, "type": kind, "code": status}}
