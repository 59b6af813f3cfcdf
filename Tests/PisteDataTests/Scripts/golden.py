"""Prints the golden numbers of the scaler, gzip and number tests. Needs numpy and scikit-learn."""
import gzip
import hashlib

import numpy as np
from sklearn.preprocessing import (MinMaxScaler, QuantileTransformer, RobustScaler,
                                   StandardScaler)

train = np.array([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], float).reshape(-1, 1)
probe = np.array([0, 1, 1.5, 2, 3, 3.25, 4.5, 5, 7, 9, 12], float).reshape(-1, 1)
for scaler in (StandardScaler(), MinMaxScaler(),
               QuantileTransformer(n_quantiles=len(train), subsample=None)):
    print(type(scaler).__name__, scaler.fit(train).transform(probe).ravel().tolist())

dark = np.array([0, 0, 0, 0, 0, 0, 0, 0, 7, 2], float).reshape(-1, 1)
for values, points in ((train, probe), (dark, np.array([0, 1, 2, 7, 9.0]).reshape(-1, 1))):
    for scaler in (RobustScaler(), QuantileTransformer(n_quantiles=len(values), subsample=None,
                                                       output_distribution="normal")):
        print(type(scaler).__name__, scaler.fit(values).transform(points).ravel().tolist())

packed = gzip.compress(b"Piste, Piste, Piste, Piste, Piste!\n", mtime=0)
print("gzip", [hex(byte) for byte in packed])

for text in ("0.1", "1e23", "123456789012345678", "4.9406564584124654e-324", "8.8e+15"):
    print(text, float(text).hex())

# The numbers of RandomState, as MersenneTwisterTests knows them.
random = np.random.RandomState(42)
print([random.uniform() for _ in range(3)], [random.normal() for _ in range(4)])
random = np.random.RandomState(5)
print([random.uniform() for _ in range(1000)][-1], random.normal())
random = np.random.RandomState(42)
values = np.concatenate([random.uniform(0, 1, 90), random.uniform(30, 60, 10)])
print(values.sum(), values.min(), values.max(), values[0])
print(np.random.RandomState(43).normal(0, 0.6, (1000, 100))[895, 97:].astype(np.float32).tolist())

# Key of the cache file of the default moons, and of moons scaled as an image: each part is led by
# its length in eight bytes.
def key(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part.encode()).to_bytes(8, "little") + part.encode())
    return digest.hexdigest()


shape = "\n".join(["moons", "-", "-", "-", "limit 0", "validation 0.1", "test 0.2", "standardize",
                   "seed 0", "rows 1000", "noise 0.1", "-"])
print(key("piste data 2", shape), key("piste data 2", shape, "normalize_scope", "image"))
