"""Prints the golden numbers of the scaler, gzip and number tests. Needs numpy and scikit-learn."""
import gzip

import numpy as np
from sklearn.preprocessing import MinMaxScaler, QuantileTransformer, StandardScaler

train = np.array([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], float).reshape(-1, 1)
probe = np.array([0, 1, 1.5, 2, 3, 3.25, 4.5, 5, 7, 9, 12], float).reshape(-1, 1)
for scaler in (StandardScaler(), MinMaxScaler(),
               QuantileTransformer(n_quantiles=len(train), subsample=None)):
    print(type(scaler).__name__, scaler.fit(train).transform(probe).ravel().tolist())

packed = gzip.compress(b"Piste, Piste, Piste, Piste, Piste!\n", mtime=0)
print("gzip", [hex(byte) for byte in packed])

for text in ("0.1", "1e23", "123456789012345678", "4.9406564584124654e-324", "8.8e+15"):
    print(text, float(text).hex())
