"""Settings of the linear-algebra library, read by it once: import this before numpy."""

import os

# One BLAS thread per forward pass: its own threads spin while they wait for each other, which on a shared
# or CPU-limited machine makes one pass ten times slower. Passes run side by side in worker threads instead.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

AVX512 = {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"}


def _cpu_flags():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("flags"):
                return set(line.split(":", 1)[1].split())
    return set()


# OpenBLAS takes its AVX2 kernels on AMD processors that have AVX-512, at half the speed.
if AVX512 <= _cpu_flags():
    os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")
