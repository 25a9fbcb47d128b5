"""Places, offices and years: the ledgers and annexes speak of the same as the notice."""

from __future__ import annotations

from collections.abc import Iterator

from checks.annexed_files import annexed_files, same_name, without_year, years_in
from checks.declare import check
from checks.model import Package, PackageAnswer
from checks.named_places import county_named, township_named
from checks.official_texts import all_texts
from checks.package_places import Spot, aside_spot, title_spot
from checks.package_texts import named_ledgers
from ledgers.model import Ledger
from values.expressions import expression

_EVERY_TOWNSHIP = expression(r"各(?:有关)?\s*(?:[乡镇]|街道)")
_OFFICE = expression(r"(?:局|委|办|办公室|委员会|中心|政府|银行|专班)$")
_SEVERAL = expression(r"[、，,；;\s：:。]+")
_OF_COUNTY = expression(r"^(?:中共)?([一-鿿]{0,6}?(?:自治县|[县区旗]))(.+)")
_TELLING = frozenset("一二三四五六七八九十东西南北上下中前后左右大小新老甲乙丙丁")
_SHORTEST = 5  # characters of the name of an office, of which one may be a slip; shorter ones differ by one as it is


def _said_of(ledger: Ledger) -> Iterator[str]:
    yield from (text for text in (ledger.title, ledger.reporting_unit) if text)


@check("PKG151", severity="warning", source="台账的地名应与通知的发文机关、主送机关一致")
def places_agree(package: Package) -> Iterator[PackageAnswer]:
    """台账标题或填报单位的县名与通知的发文机关不同；乡镇名不是发文的、也不在主送的乡镇里。

    通知由县里发的才比县名，由乡镇发的、或主送点名了乡镇的才比乡镇名；主送“各乡（镇）”的不比。
    """
    county = county_named(package.notice.agency) or county_named(package.notice.title)
    townships = _townships(package)
    for named in named_ledgers(package):
        for text in _said_of(named.ledger):
            other_county, other_township = county_named(text), township_named(text)
            spot = aside_spot(named.enclosure, named.ledger, text)
            if county and other_county and not _is_one(county, other_county):
                yield _other_place(package, spot, other_county, county)
                break
            if townships and other_township and not any(_is_one(own, other_township) for own in townships):
                yield _other_place(package, spot, other_township, "、".join(townships))
                break


def _townships(package: Package) -> tuple[str, ...]:
    """The townships the notice is from or to, where it names them."""
    sender = township_named(package.notice.agency)
    if sender:
        return (sender,)
    to = package.notice.text("主送机关")
    if _EVERY_TOWNSHIP.search(to):
        return ()
    return tuple(found for office in _SEVERAL.split(to) if (found := township_named(office)))


def _is_one(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _other_place(package: Package, spot: Spot, observed: str, expected: str) -> PackageAnswer:
    head = package.notice.element("发文机关标志") or package.notice.element("标题")
    return spot.breach(
        f"这里写的是{observed}，通知是{expected}",
        other=Spot(package.path, head.kind, head.place) if head else package.path,
        observed=observed,
        expected=expected,
        suggestion="核对地名和所附台账，改正写错的一处或换上对的台账",
    )


@check("PKG152", severity="warning", source="同一机关的名称应前后一致")
def offices_are_spelt_alike(package: Package) -> Iterator[PackageAnswer]:
    """附件、台账里的机关名称，与通知里的只差一个字。

    只比同县、名称（去掉县名）五个字以上、字数相同的，和县名差一个字而机关相同的。差在数字、方位的不算。
    """
    own = _offices_of(package)
    told: set[tuple[str, str]] = set()
    for text, spot in _elsewhere(package):
        for office in _offices(text):
            for name in own:
                if office not in own and _is_slip(office, name) and (spot.path, office) not in told:
                    told.add((spot.path, office))
                    yield spot.breach(
                        f"这里写的是“{office}”，通知写的是“{name}”",
                        other=own[name],
                        observed=office,
                        expected=name,
                        suggestion="核对机关名称，改正写错的一处",
                    )


def _offices_of(package: Package) -> dict[str, Spot]:
    """The offices the notice names, each with the first place where it does."""
    found: dict[str, Spot] = {}
    for element in all_texts(package.notice):
        for name in _offices(element.text):
            found.setdefault(name, Spot(package.path, element.kind, element.place))
    return found


def _offices(text: str) -> Iterator[str]:
    """Names of offices that stand by themselves in a text."""
    for part in _SEVERAL.split(text):
        bare = part.removesuffix("文件")
        if _OFFICE.search(bare):
            yield bare


def _elsewhere(package: Package) -> Iterator[tuple[str, Spot]]:
    for enclosure in package.enclosures:
        if enclosure.document is not None:
            for element in enclosure.document.elements:
                yield element.text, Spot(enclosure.path, element.kind, element.place)
        for ledger in enclosure.ledgers:
            if ledger.reporting_unit:
                yield ledger.reporting_unit, aside_spot(enclosure, ledger, ledger.reporting_unit)


def _is_slip(one: str, other: str) -> bool:
    first, second = _OF_COUNTY.match(one), _OF_COUNTY.match(other)
    if first is None or second is None:
        return False
    if first[1] == second[1]:
        return len(first[2]) >= _SHORTEST and _differ_by_one(first[2], second[2])
    return first[2] == second[2] and len(first[1]) > 2 and _differ_by_one(first[1], second[1])


def _differ_by_one(one: str, other: str) -> bool:
    if len(one) != len(other) or one[-1] != other[-1]:
        return False
    apart = [pair for pair in zip(one, other, strict=True) if len(set(pair)) > 1]
    return len(apart) == 1 and not _TELLING.issuperset(*apart)


@check("PKG153", severity="warning", source="台账的年份应与通知的年份一致")
def years_agree(package: Package) -> Iterator[PackageAnswer]:
    """通知是某一年的，所附台账标题是另一年的。

    通知标题写了一个年份、正文没有提到台账那一年、包里也没有同名的当年台账才报；附件说明写了名称的由PKG104判。
    """
    years = years_in(package.notice.title)
    if len(years) != 1:
        return
    listed = {annexed.enclosure.path for annexed in annexed_files(package) if years_in(annexed.entry.name)}
    mentioned = set().union(*(years_in(element.text) for element in all_texts(package.notice)))
    titled = [(named, named.ledger.title) for named in named_ledgers(package) if named.ledger.title]
    every = [title for _, title in titled]
    for named, title in titled:
        own = years_in(title)
        if not own or own & mentioned or named.enclosure.path in listed or _has_right_year(title, every, years):
            continue
        element = package.notice.element("标题")
        yield title_spot(named.enclosure, title).breach(
            f"台账标题是{'、'.join(sorted(own))}年的，通知是{min(years)}年的",
            other=Spot(package.path, "标题", element.place) if element else package.path,
            observed=title,
            expected=f"{min(years)}年的台账",
            suggestion="核对年份，改正标题或换上当年的台账",
        )


def _has_right_year(title: str, every: list[str], years: frozenset[str]) -> bool:
    return any(years_in(other) & years and same_name(without_year(other), without_year(title)) for other in every)
