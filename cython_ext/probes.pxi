# The exact mathematics and the draws, for tests and for whoever wants to check a number.

def exact_exp(x):
    cdef double[::1] v = np.ascontiguousarray(x, float).ravel()
    cdef double[::1] y = np.empty(v.shape[0])
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        y[i] = c_exp(v[i])
    return np.asarray(y)


def exact_log(x):
    cdef double[::1] v = np.ascontiguousarray(x, float).ravel()
    cdef double[::1] y = np.empty(v.shape[0])
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        y[i] = c_log(v[i])
    return np.asarray(y)


def exact_probit(u):
    cdef double[::1] v = np.ascontiguousarray(u, float).ravel()
    cdef double[::1] y = np.empty(v.shape[0])
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        y[i] = c_probit(v[i])
    return np.asarray(y)


def exact_sincos_turn(t):
    cdef double[::1] v = np.ascontiguousarray(t, float).ravel()
    cdef double[::1] s = np.empty(v.shape[0])
    cdef double[::1] c = np.empty(v.shape[0])
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        c_sincos_turn(v[i], &s[i], &c[i])
    return np.asarray(s), np.asarray(c)


def philox_words(uint64_t key, uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3):
    """The four words of Philox4x32-10 for this key and counter."""
    cdef PhiloxBlock b = philox(c0, c1, c2, c3, key)
    return b.w0, b.w1, b.w2, b.w3


def draw(uint64_t seed, uint32_t run, int64_t who, int64_t month, int why, uint32_t index=0):
    """The number in (0, 1) that these five facts name."""
    cdef Key key
    key.seed, key.run = seed, run
    return uniform(&key, who, month, <Purpose>why, index)


def quantiles(shape, double a, double b, double c, double[::1] u):
    """The u-quantiles of a scenario's distribution; see SHAPES."""
    return np.array([quantile(<Shape><int>SHAPES.index(shape), a, b, c, x) for x in u])
