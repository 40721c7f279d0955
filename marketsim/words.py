"""Figures as a person says them: money, chances, dates, lists. Shared by the terminal, the stories and the pictures."""

from math import floor, gcd, log10

SIZES = ((1e6, "tn"), (1e3, "bn"), (1.0, "m"), (1e-3, "k"))
ROOM = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
DENOMINATORS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100)


def rounded(x, digits=2):
    """A positive number to so many digits, none of the whole ones lost: 24, 1.2, 0.35, 340."""
    if x <= 0:
        return "0"
    places = max(0, digits - 1 - floor(log10(x)))
    text = f"{x:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def sum_of(million, digits=2):
    """Million yuan in the largest unit that fits: "24bn", "340m"; no currency."""
    size, unit = next(((size, unit) for size, unit in SIZES if abs(million) >= 0.9995 * size), (1.0, "m"))
    return f"{'-' if million < 0 else ''}{rounded(abs(million) / size, digits)}{unit}"


def money(million, digits=2):
    """Million yuan: "24bn yuan"."""
    return f"{sum_of(million, digits)} yuan"


def moved(now, before):
    """(now, before) in words that differ if the sums do: ("23.6bn", "24.4bn")."""
    for digits in (2, 3, 4):
        a, b = sum_of(now, digits), sum_of(before, digits)
        if a != b:
            break
    return a, b


def a(text):
    """With its article: "a 1.2bn yuan Series C", "an 8bn ...", "an 18m ..."."""
    number = text.split()[0].rstrip("tbnmk").split(".")[0].replace(",", "")
    vowel = text[0] == "8" or number in ("11", "18") or text[0].lower() in "aeio"
    return f"{'an' if vowel else 'a'} {text}"


def listed(names, most=4):
    """ "A, B and C"; beyond `most`, "A, B, C and 5 others"."""
    names = list(names)
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} others"]
    *head, last = names or ["nobody"]
    return f"{', '.join(head)} and {last}" if head else last


def counted(number, one, many=None):
    """ "1 firm", "3 firms"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def lasting(seconds):
    """A span of time in the unit that fits: "1.6 ms", "0.4 s", "12 s", "4 min", "2.5 hours", "3 days"."""
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "min")):
        if seconds >= 0.995 * size * (1 if size < 86_400 else 2):
            text = rounded(seconds / size)
            return f"{text} {unit}{'s' if unit != 'min' and text != '1' else ''}"
    return f"{rounded(seconds)} s" if seconds >= 0.0995 or seconds <= 0 else f"{rounded(1000 * seconds)} ms"


def bytes_of(number):
    """Room on a disk in the unit that fits: "12 MB"."""
    size, unit = next(((size, unit) for size, unit in ROOM if number >= 0.9995 * size), (1, "bytes"))
    return f"{rounded(number / size)} {unit}"


def filename(text, otherwise):
    """A text as a part of a path."""
    kept = "".join(letter if letter.isalnum() or letter in "._-" else "-" for letter in text)
    return kept.strip(".") or otherwise


def ordinal(number):
    """ "1st", "12th", "23rd"."""
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def month(day):
    """ "Mar 2027" """
    return f"{day:%b %Y}"


def percent(share):
    """A share as per cent, with decimals where a whole one would say too little: "62 %", "0.4 %", "-20 %"."""
    if not 0 < share < 1:
        return f"{share:.0%}".replace("%", " %")
    digits = 0 if 0.0095 <= share <= 0.9905 else max(0, -floor(log10(min(share, 1 - share)) + 1e-6) - 2)
    return f"{100 * share:.{digits}f} %"


def chance(share, low, high):
    """A probability from many futures; where none or all agree, what the interval allows: "<0.04 %"."""
    return f"<{percent(high)}" if share == 0 else f">{percent(low)}" if share == 1 else percent(share)


def interval(low, high):
    """ "60-64 %" """
    ends = [percent(low)[:-2], percent(high)[:-2]]
    return f"{'-'.join(dict.fromkeys(ends))} %"


def frequency(share, runs):
    """The same as a natural frequency whose denominator fits: "5 in 8", "24 in 25", "1 in 300", "none of 10,000"."""
    if share == 0:
        return f"none of {runs:,}"
    if share == 1:
        return f"all {runs:,}"
    rare = min(share, 1 - share)
    if rare < 0.095:
        of = round(1 / rare) if rare > 0.0095 else float(f"{1 / rare:.1e}")
        return f"{1 if share < 0.5 else of - 1:,.0f} in {of:,.0f}"
    of = next((n for n in DENOMINATORS if abs(round(share * n) / n - share) < min(0.05 * rare, 0.01)), 100)
    of, some = (n // gcd(of, round(share * of)) for n in (of, round(share * of)))
    return f"{some} in {of}"
