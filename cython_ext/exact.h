/* Exact mathematics, luck, and the loops over rows: the ground every rule stands on.

   The same source gives the same bits on every machine, compiler and instruction set, row by row or
   many rows at once. Hence only + - * / sqrt, whole numbers, comparisons and bits: no libm, no tables,
   no branches. Compile with
       -O3 -ffp-contract=off -fno-math-errno -fno-trapping-math -fno-signed-zeros
   and never with -ffast-math. Only the bits inside a NaN are not promised.

   The polynomials are ours: tests/verification/coefficients.py computes them and checks that they stand
   here. tests/test_exact.py holds them against mpmath, and all machines against one digest. */
#ifndef MARKETSIM_EXACT_H
#define MARKETSIM_EXACT_H

#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__FAST_MATH__)
#error "exact.h: fast-math gives every machine its own bits"
#endif
#if FLT_EVAL_METHOD < 0 || FLT_EVAL_METHOD == 2
#error "exact.h: doubles must be computed as doubles"
#endif

/* Loops -------------------------------------------------------------------------------------------

   A RULE is written for one row and melts into its caller. A LOOP runs it over rows, every helper
   melted in; it is built once per instruction set, and the loader picks the best. `each` promises the
   compiler that no row writes what another reads. */

#if defined(__GNUC__)
#define EXACT static inline __attribute__((always_inline))
#define RULE __attribute__((always_inline)) void
#else
#define EXACT static inline
#define RULE void
#endif

/* gcc 12 is the first to know these names; musl and macOS have no loader that picks. */
#if defined(__x86_64__) && defined(__GLIBC__) && __GNUC__ >= 12 && !defined(__clang__) && !defined(MARKETSIM_NO_CLONES)
#define LOOP __attribute__((flatten, target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"))) void
#elif defined(__GNUC__)
#define LOOP __attribute__((flatten)) void
#else
#define LOOP void
#endif

/* clang flattens one level only, so it is told to melt every helper that Cython calls inline. */
#if defined(__clang__) && defined(CYTHON_INLINE)
#undef CYTHON_INLINE
#define CYTHON_INLINE inline __attribute__((always_inline))
#endif

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define INDEPENDENT _Pragma("GCC unroll 1") _Pragma("GCC ivdep")
#else
#define INDEPENDENT
#endif

#define each(rule, p, w, first, last)                                           \
    do {                                                                        \
        INDEPENDENT                                                             \
        for (ptrdiff_t row_ = (first); row_ < (last); ++row_) rule(p, w, row_); \
    } while (0)

/* Choices without branches ------------------------------------------------------------------------

   A mask is all ones or all zeros. It is made through a double, for SSE2 cannot make it as an integer. */

EXACT uint64_t bits_of(double x) { uint64_t bits; memcpy(&bits, &x, 8); return bits; }
EXACT double double_of(uint64_t bits) { double x; memcpy(&x, &bits, 8); return x; }

EXACT int64_t mask(int truth) { return (int64_t)bits_of(truth ? double_of(~0ull) : 0.0); }

EXACT int64_t where_int(int64_t mask, int64_t a, int64_t b) { return (a & mask) | (b & ~mask); }

EXACT double where(int64_t mask, double a, double b) {
    return double_of((uint64_t)where_int(mask, (int64_t)bits_of(a), (int64_t)bits_of(b)));
}

/* Functions ---------------------------------------------------------------------------------------

   Adding ROUND leaves the nearest whole number in the low bits of the sum. LOG2_HIGH is so short that
   its product with an exponent is exact. */

#define ROUND 0x1.8p52
#define LOG2_HIGH 0x1.62e42fefa3800p-1
#define LOG2_LOW 0x1.ef35793c76730p-45
#define ROOT_HALF 0x3fe6a09e667f3bcdu /* its bits */

EXACT double exact_sqrt(double x) { return sqrt(x); }

/* Within 1.1 ulps; infinite above 709.78, zero below -708. */
EXACT double exact_exp(double x) {
    double shifted = x * 1.4426950408889634 + ROUND, n = shifted - ROUND;
    double r = (x - n * LOG2_HIGH) - n * LOG2_LOW; /* x = n log 2 + r */
    double p = 2.5000069565431402e-08;
    p = p * r + 2.763023395101817e-07;
    p = p * r + 2.7557586274666723e-06;
    p = p * r + 2.4801493136097612e-05;
    p = p * r + 0.00019841269506770898;
    p = p * r + 0.001388888894359778;
    p = p * r + 0.008333333333494336;
    p = p * r + 0.041666666666530267;
    p = p * r + 0.16666666666666413;
    p = p * r + 0.5000000000000011;
    double y = double_of(bits_of(1.0 + (r + r * r * p)) + (bits_of(shifted) << 52)); /* times 2^n */
    return where(mask(x <= 0x1.62e42fefa39efp+9), where(mask(x >= -708.0), y, 0.0), x + INFINITY);
}

/* Within 0.9 ulps; minus infinity below the smallest normal number, NaN below zero. */
EXACT double exact_log(double x) {
    uint64_t scaled = bits_of(x) - ROOT_HALF + (1023ull << 52);
    double n = double_of((scaled >> 52) | 0x4330000000000000u) - (0x1p52 + 1023); /* the exponent, as a double */
    double f = double_of((scaled & 0x000fffffffffffffu) + ROOT_HALF) - 1.0; /* x = 2^n (1 + f) */
    double s = f / (2.0 + f), z = s * s, h = 0.5 * f * f;
    double p = 0.1479547444256161;
    p = p * z + 0.15314098906169674;
    p = p * z + 0.1818356240244438;
    p = p * z + 0.222221986108328;
    p = p * z + 0.28571428742015076;
    p = p * z + 0.39999999999416375;
    p = p * z + 0.6666666666666734;
    double y = n * LOG2_HIGH - ((h - (s * (h + z * p) + n * LOG2_LOW)) - f);
    y = where(mask(x >= DBL_MIN), y, where(mask(x < 0.0), NAN, -INFINITY));
    return where(mask(x <= DBL_MAX), y, x + INFINITY);
}

/* Sine and cosine of 2 pi t, within 2e-16. */
EXACT void exact_sincos_turn(double t, double *sine, double *cosine) {
    double shifted = 4.0 * t + ROUND, r = t - 0.25 * (shifted - ROUND), z = r * r;
    double p = 3.7794058941229665, q = -1.6970200749326507;
    p = p * z - 15.093733873394209, q = q * z + 7.9031016377394785;
    p = p * z + 42.05868375091246,  q = q * z - 26.426251140424288;
    p = p * z - 76.70585969377386,  q = q * z + 60.24464133161162;
    p = p * z + 81.60524927591003,  q = q * z - 85.45681720654005;
    p = p * z - 41.3417022403996,   q = q * z + 64.93939402266801;
    q = q * z - 19.739208802178716;
    uint64_t s = bits_of(6.283185307179586 * r + r * z * p), c = bits_of(1.0 + z * q);
    uint64_t quarter = bits_of(shifted);
    uint64_t swap = (s ^ c) & (0 - (quarter & 1)); /* in odd quarters they trade places */
    *sine = double_of((s ^ swap) ^ ((quarter & 2) << 62));
    *cosine = double_of((c ^ swap) ^ (((quarter + 1) & 2) << 62));
}

/* Standard normal quantile of u in (0, 1) to 15 digits, NaN elsewhere: PPND16 of Wichura (1988), Algorithm
   AS 241, Applied Statistics 37(3), 477-484. Its three regions differ in their coefficients only. */
EXACT double exact_probit(double u) {
    double q = u - 0.5, tail = where(mask(q < 0.0), u, 1.0 - u), depth = exact_sqrt(-exact_log(tail));
    int64_t body = mask(tail >= 0.075), near = mask(depth <= 5.0);
    double r = where(body, 0.180625 - q * q, depth - where(near, 1.6, 5.0));
#define HERE(in_body, in_near, in_far) where(body, in_body, where(near, in_near, in_far))
    double a = HERE(2509.0809287301226727, 7.74545014278341407640e-4, 2.01033439929228813265e-7);
    a = a * r + HERE(33430.575583588128105, 0.0227238449892691845833, 2.71155556874348757815e-5);
    a = a * r + HERE(67265.770927008700853, 0.241780725177450611770, 0.00124266094738807843860);
    a = a * r + HERE(45921.953931549871457, 1.27045825245236838258, 0.0265321895265761230930);
    a = a * r + HERE(13731.693765509461125, 3.64784832476320460504, 0.296560571828504891230);
    a = a * r + HERE(1971.5909503065514427, 5.76949722146069140550, 1.78482653991729133580);
    a = a * r + HERE(133.14166789178437745, 4.63033784615654529590, 5.46378491116411436990);
    a = a * r + HERE(3.3871328727963666080, 1.42343711074968357734, 6.65790464350110377720);
    double b = HERE(5226.4952788528545610, 1.05075007164441684324e-9, 2.04426310338993978564e-15);
    b = b * r + HERE(28729.085735721942674, 5.47593808499534494600e-4, 1.42151175831644588870e-7);
    b = b * r + HERE(39307.895800092710610, 0.0151986665636164571966, 1.84631831751005468180e-5);
    b = b * r + HERE(21213.794301586595867, 0.148103976427480074590, 7.86869131145613259100e-4);
    b = b * r + HERE(5394.1960214247511077, 0.689767334985100004550, 0.0148753612908506148525);
    b = b * r + HERE(687.18700749205790830, 1.67638483018380384940, 0.136929880922735805310);
    b = b * r + HERE(42.313330701600911252, 2.05319162663775882187, 0.599832206555887937690);
#undef HERE
    return where(body, q, where(mask(q < 0.0), -1.0, 1.0)) * (a / (b * r + 1.0));
}

/* Luck --------------------------------------------------------------------------------------------

   Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011): four random words for a counter and a key,
   remembering nothing. Words are carried in 64 bits, the width of the doubles they become. */

typedef struct { uint32_t w0, w1, w2, w3; } PhiloxBlock;

EXACT PhiloxBlock philox(uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3, uint64_t key) {
    uint64_t a = c0, b = c1, c = c2, d = c3;
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
#define ROUND_OF_PHILOX                                                 \
    {                                                                   \
        uint64_t p = 0xD2511F53ull * a, q = 0xCD9E8D57ull * c;          \
        a = (q >> 32) ^ b ^ k0, b = q & 0xffffffffu, k0 += 0x9E3779B9u; \
        c = (p >> 32) ^ d ^ k1, d = p & 0xffffffffu, k1 += 0xBB67AE85u; \
    }
    ROUND_OF_PHILOX ROUND_OF_PHILOX ROUND_OF_PHILOX ROUND_OF_PHILOX ROUND_OF_PHILOX
    ROUND_OF_PHILOX ROUND_OF_PHILOX ROUND_OF_PHILOX ROUND_OF_PHILOX ROUND_OF_PHILOX
#undef ROUND_OF_PHILOX
    return (PhiloxBlock){(uint32_t)a, (uint32_t)b, (uint32_t)c, (uint32_t)d};
}

/* A number in [0, 1) of 53 bits: 27 of `hi` above 26 of `lo`, placed below 2^25 and below one half, exactly. */
EXACT double unit53(uint32_t hi, uint32_t lo) {
    return (double_of(0x4180000000000000u | (hi >> 5)) - (0x1p25 + 0.5)) + double_of(0x3fe0000000000000u | (lo >> 6));
}

/* A number in (0, 1): the last of the 53 bits is set, so it lies midway between two numbers of 52 bits,
   and 1 - u is as likely as u. */
EXACT double unit_open(uint32_t hi, uint32_t lo) { return unit53(hi, lo | 64); }

#endif
