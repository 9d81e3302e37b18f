#!/bin/sh
# Makes paper-metrics-VERSION-linux-ARCH.tar.gz: the program with a Java that has only the modules it needs. Two builds
# from the same sources with the same Java give the same bytes.
#
# usage: archive.sh JAVA_HOME VERSION TIMESTAMP TARGET_DIRECTORY
set -eu
java_home=$1 version=$2 timestamp=$3 target=$4
sources=$(cd "$(dirname "$0")/../.." && pwd)

case $(uname -m) in
  x86_64 | amd64) arch=x64 ;;
  aarch64 | arm64) arch=aarch64 ;;
  *) arch=$(uname -m) ;;
esac
name=paper-metrics-$version-linux-$arch
work=$target/release/$name
rm -rf "$target/release"
mkdir -p "$work/lib"

# Found by jdeps, without what only unused parts of libraries want: windows, scripts, logins by Kerberos.
modules=java.base,java.management,java.naming,java.net.http,java.security.sasl,java.sql
modules=$modules,jdk.management,jdk.security.auth,jdk.unsupported
"$java_home/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages \
  --compress=2 --output "$work/runtime"

cp "$target/paper-metrics.jar" "$work/lib/"
cp -R "$sources/src/release/bin" "$work/"
cp "$sources/README.md" "$sources/LICENSE" "$sources/CHANGELOG.md" "$work/"
cp -R "$sources/docs" "$work/"
cp "$target/paper-metrics.cdx.json" "$work/"
chmod -R u=rwX,go=rX "$work"
# What does not start is no release.
"$work/runtime/bin/java" -jar "$work/lib/paper-metrics.jar" --version

tar --create --directory "$target/release" --sort=name --format=posix \
  --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime \
  --mtime="$timestamp" --owner=0 --group=0 --numeric-owner "$name" | gzip -9n >"$target/$name.tar.gz.part"
mv "$target/$name.tar.gz.part" "$target/$name.tar.gz"
