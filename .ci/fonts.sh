#!/bin/sh
# What it takes to look at a page on Debian: LibreOffice, poppler, and stand-ins for the typefaces of official documents.
# Everything goes into the machine and the user's font folder, nothing into the project. A second run does nothing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
fonts="${XDG_DATA_HOME:-$HOME/.local/share}/fonts/xianjie"
conf="${XDG_CONFIG_HOME:-$HOME/.config}/fontconfig/conf.d"
packages="libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils fontconfig fonts-liberation2 fonts-wqy-zenhei"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=""
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
    as_root apt-get update -q
    # shellcheck disable=SC2086
    as_root apt-get install -q -y --no-install-recommends $missing
fi

if [ ! -f "$fonts/FandolFang-Regular.otf" ]; then
    # The package pulls in a whole TeX when installed; its fonts alone are wanted.
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    (cd "$work" && { apt-get download -q texlive-lang-chinese || { as_root apt-get update -q && apt-get download -q texlive-lang-chinese; }; } && dpkg -x texlive-lang-chinese_*.deb .)
    mkdir -p "$fonts"
    cp "$work"/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/Fandol*.otf "$fonts/"
fi

standin="$fonts/小标宋（替代）.otf"
[ -f "$standin" ] || python3 "$here/fonts_rename.py" "$fonts/FandolSong-Bold.otf" "$standin" 方正小标宋简体

mkdir -p "$conf"
if ! cmp -s "$here/fonts.conf" "$conf/60-xianjie.conf"; then
    cp "$here/fonts.conf" "$conf/60-xianjie.conf"
    fc-cache -f "$fonts"
fi
fc-match 仿宋_GB2312
fc-match 方正小标宋简体
