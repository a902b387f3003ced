"""OpenAI-compatible embeddings server for the one model that the image carries.

Environment (or flags): PORT, HOST, MODEL_ID, MODEL_DIR, THREADS, MAX_CONCURRENT_REQUESTS.
"""

import argparse
import json
import os
import signal
import sys
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import blas  # noqa: F401  sets the environment that numpy reads when it is imported
from api import BadRequest, answer, error_body, read_request
from encoder import Encoder

MODEL = "sentence-transformers/all-MiniLM-L6-v2"
MAX_BODY = 2_000_000
MAX_CONNECTIONS = 256
# Longer than clients keep an idle connection, so that it is never closed under a request just sent.
IDLE_SECONDS = 75
DRAIN_SECONDS = 10


class Server(ThreadingHTTPServer):
    """Threads per connection, bounded in number; requests beyond `limit` are told to come back."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address, encoder, limit):
        super().__init__(address, Handler)
        self.encoder = encoder
        self.slots = threading.BoundedSemaphore(limit)
        self.connections = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self.active = 0
        self.idle = threading.Condition()
        self.draining = False

    def process_request(self, request, client_address):
        if not self.connections.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.connections.release()

    def handle_error(self, request, client_address):
        # A client that went away is not an error of the server.
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    def drain(self):
        """Stops accepting and waits until the running requests are answered, DRAIN_SECONDS at most."""
        self.draining = True
        self.shutdown()
        with self.idle:
            self.idle.wait_for(lambda: self.active == 0, DRAIN_SECONDS)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "embeddings"
    sys_version = ""
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True
    # Buffered: header and body leave in one packet.
    wbufsize = -1

    def do_GET(self):
        if self.path == "/health":
            self.reply(200, {"status": "ok"})
        elif self.path in ("/v1/models", "/info"):
            models = [{"id": MODEL, "object": "model", "owned_by": "sentence-transformers"}]
            self.reply(200, {"object": "list", "data": models})
        elif self.path in ("/v1/embeddings", "/embeddings"):
            self.fail(BadRequest("use POST", 405))
        else:
            self.fail(BadRequest("no such path", 404))

    def do_POST(self):
        try:
            body = self.read_body()
            if self.path not in ("/v1/embeddings", "/embeddings"):
                raise BadRequest("no such path", 404)
            if not self.server.slots.acquire(blocking=False):
                raise BadRequest("too many requests at once", 429, "overloaded")
            try:
                self.begin()
                self.embed(body)
            finally:
                self.server.slots.release()
                self.end()
        except BadRequest as error:
            self.fail(error)
        except (ConnectionError, TimeoutError):
            raise
        except Exception:
            traceback.print_exc()
            self.fail(BadRequest("internal error", 500, "internal"))

    def embed(self, body):
        encoder = self.server.encoder
        texts, encoding = read_request(body, MODEL, encoder.width)
        tokens = encoder.tokenize(texts)
        vectors = encoder.embed(tokens)
        self.reply(200, answer(MODEL, vectors, sum(map(len, tokens)), encoding))

    def read_body(self):
        length = self.headers.get("Content-Length", "")
        if not length.isdigit():
            self.close_connection = True
            raise BadRequest("Content-Length is required", 411)
        if int(length) > MAX_BODY:
            self.close_connection = True
            raise BadRequest(f"the body is larger than {MAX_BODY} bytes", 413)
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionAbortedError("the client left while it sent the body")
        return body

    def reply(self, status, value, headers=()):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, text in headers:
            self.send_header(name, text)
        if self.server.draining or self.close_connection:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def fail(self, error):
        headers = [("Retry-After", "1")] if error.status == 429 else []
        self.reply(error.status, error_body(str(error), error.kind, error.status), headers)

    def begin(self):
        with self.server.idle:
            self.server.active += 1

    def end(self):
        with self.server.idle:
            self.server.active -= 1
            self.server.idle.notify_all()

    def log_message(self, format, *args):
        # One line per request would drown the start and error messages.
        pass


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    env = os.environ.get
    parser.add_argument("--port", type=int, default=env("PORT", "8080"))
    parser.add_argument("--host", default=env("HOST", "0.0.0.0"))
    parser.add_argument("--model-id", default=env("MODEL_ID", MODEL))
    parser.add_argument("--model-dir", default=env("MODEL_DIR", "/model"))
    parser.add_argument("--threads", type=int, default=env("THREADS", str(min(2, os.cpu_count() or 1))))
    parser.add_argument(
        "--max-concurrent-requests", type=int, default=env("MAX_CONCURRENT_REQUESTS", "64")
    )
    return parser.parse_args()


def main():
    started = time.monotonic()
    options = parse_arguments()
    if options.model_id not in (MODEL, MODEL.rsplit("/", 1)[-1]):
        sys.exit(f"MODEL_ID={options.model_id} is not in this image: it serves only {MODEL}")
    encoder = Encoder(options.model_dir, options.threads)
    # The first pass loads the BLAS kernels and the pages of the weights: not the first client's time.
    encoder.embed(encoder.tokenize(["warm up"]))
    server = Server((options.host, options.port), encoder, options.max_concurrent_requests)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: threading.Thread(target=server.drain, name="drain").start())
    print(f"{MODEL} on {options.host}:{options.port} after {time.monotonic() - started:.2f} s", flush=True)
    server.serve_forever(poll_interval=0.1)
    # The drain thread is not a daemon: the process leaves when the last answer is out.


if __name__ == "__main__":
    main()
