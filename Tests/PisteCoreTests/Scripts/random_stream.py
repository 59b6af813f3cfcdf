"""Prints the numbers that RandomStreamTests expects: xoshiro256** seeded through SplitMix64,
written from the authors' papers, with the word hash of ContentHash in front.

    python3 random_stream.py
"""

MASK = (1 << 64) - 1


def content_hash(words):
    value = 0xCBF29CE484222325
    for word in words:
        product = (value ^ word) * 0x9E3779B97F4A7C15
        value = (product & MASK) ^ (product >> 64)
    return value


def splitmix(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def xoshiro(seed, purpose):
    mixer = splitmix(seed ^ content_hash(byte + 1 for byte in purpose.encode()))
    s = [next(mixer) for _ in range(4)]
    while True:
        yield (rotl((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)


for seed, purpose in [(1, "weights"), (1, "batches"), (2, "weights")]:
    stream = xoshiro(seed, purpose)
    print(seed, purpose, [f"0x{next(stream):016X}" for _ in range(3)])
