"""Drives mem0 over lines of JSON: {"id", "store": text, "key"} or {"id", "search": text, "limit"} in, {"id", ...} out.

mem0 is a library, so it gets threads of one process and no network between: the best case for it.
"""

import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from mem0 import Memory

folder = sys.argv[1]
memory = Memory.from_config(
    {
        "embedder": {
            "provider": "openai",
            "config": {
                "api_key": "none",
                "openai_base_url": os.environ["EMBEDDINGS_URL"],
                "model": os.environ["EMBEDDINGS_MODEL"],
            },
        },
        # Asked only when inference is on; it never is here.
        "llm": {"provider": "openai", "config": {"api_key": "none"}},
        "vector_store": {
            "provider": "qdrant",
            "config": {
                "path": f"{folder}/qdrant",
                "embedding_model_dims": int(os.environ["EMBEDDINGS_DIMENSION"]),
                "on_disk": True,
            },
        },
        "history_db_path": f"{folder}/history.db",
    }
)
output = threading.Lock()
# Its history is one SQLite connection, which refuses a transaction that begins within another thread's.
writing = threading.Lock()


def answer(request):
    try:
        if "store" in request:
            with writing:
                memory.add(request["store"], user_id="bench", infer=False, metadata={"key": request["key"]})
            reply = {}
        else:
            found = memory.search(
                request["search"], filters={"user_id": "bench"}, top_k=request["limit"], threshold=0.0
            )
            reply = {"keys": [hit["metadata"]["key"] for hit in found["results"]]}
    except Exception as error:  # The other side counts it and says what it was.
        reply = {"error": repr(error)}
    with output:
        print(json.dumps({"id": request["id"], **reply}), flush=True)


print(json.dumps({"ready": True}), flush=True)
with ThreadPoolExecutor(max_workers=8) as pool:
    for line in sys.stdin:
        pool.submit(answer, json.loads(line))
