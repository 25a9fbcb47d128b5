#!/bin/sh
# A Java for the tests of Spark on Debian. A second run does nothing.
set -eu
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
if ! command -v java > /dev/null; then
    as_root apt-get update -q
    as_root apt-get install -q -y --no-install-recommends default-jre-headless
fi
java -version
