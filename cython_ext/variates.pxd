# From uniform numbers to the shapes the market needs. All but `normal` are monotone in their uniform,
# so that the same luck under another policy stays the same luck; normal shocks are the same anyway.

from libc.stdint cimport int64_t

from draws cimport Two

cdef extern from "exact.h" nogil:
    double exact_exp(double x)
    double exact_log(double x)
    double exact_sqrt(double x)
    double exact_probit(double u)
    void exact_sincos_turn(double t, double* s, double* c)
    double where(int64_t mask, double a, double b)
    int64_t where_int(int64_t mask, int64_t a, int64_t b)
    int popcount "__builtin_popcountll"(unsigned long long bits)
    double fabs "__builtin_fabs"(double x)

cdef enum Shape:
    CONSTANT, UNIFORM, NORMAL, LOGNORMAL, LOGUNIFORM, TRIANGULAR, PARETO, CHOICE


cdef inline double smaller(double a, double b) noexcept nogil:
    return a if a < b else b


cdef inline double larger(double a, double b) noexcept nogil:
    return a if a > b else b


cdef inline double clip(double x, double low, double high) noexcept nogil:
    return smaller(larger(x, low), high)


cdef inline double laplace(double u) noexcept nogil:
    """Mean 0, mean absolute value 1: the body of firms' growth rates (Fu et al. 2005, PNAS)."""
    cdef double d = u - 0.5
    cdef double tail = exact_log(larger(1.0 - 2.0 * fabs(d), 1e-300))
    return -tail if d > 0 else tail


cdef inline double normal(Two u) noexcept nogil:
    """Mean 0, variance 1 (Box and Muller 1958)."""
    cdef double s = 0, c = 0
    exact_sincos_turn(u.second, &s, &c)
    return exact_sqrt(-2.0 * exact_log(u.first)) * c


cdef inline double logistic(double x) noexcept nogil:
    return 1.0 / (1.0 + exact_exp(-x))


cdef inline double power(double x, double exponent) noexcept nogil:
    return exact_exp(exponent * exact_log(larger(x, 1e-12)))


cdef inline int64_t poisson(double mean, double u) noexcept nogil:
    """Count by inverse distribution function; above 30 by the normal one, within about a hundredth of a standard deviation."""
    cdef double p = exact_exp(-mean), total = p
    cdef int64_t n = 0
    if mean > 30:
        return <int64_t>larger(mean + exact_sqrt(mean) * exact_probit(u) + 0.5, 0)
    while u > total and n < 400:
        n += 1
        p *= mean / n
        total += p
    return n


cdef inline double quantile(Shape shape, double a, double b, double c, double u) noexcept nogil:
    """The u-quantile of a scenario's distribution.

    uniform(a, b), normal(mean a, sd b), lognormal(median a, sigma b), loguniform(a, b),
    triangular(low a, mode c, high b), pareto(least a, exponent b).
    """
    cdef double cut
    if shape == UNIFORM:
        return a + (b - a) * u
    if shape == NORMAL:
        return a + b * exact_probit(u)
    if shape == LOGNORMAL:
        return a * exact_exp(b * exact_probit(u))
    if shape == LOGUNIFORM:
        return a * exact_exp(u * exact_log(b / a))
    if shape == TRIANGULAR:
        cut = (c - a) / (b - a)
        return a + exact_sqrt(u * (b - a) * (c - a)) if u < cut else b - exact_sqrt((1 - u) * (b - a) * (b - c))
    if shape == PARETO:
        return a * exact_exp(-exact_log(1.0 - u) / b)
    return a
