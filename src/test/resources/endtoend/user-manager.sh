#!/bin/sh
# A systemd for one user, with a journal, where process 1 is something else. To be run as root in mount and cgroup
# namespaces of its own, in which all of it happens; it lasts until standard input ends.
# user-manager.sh UID HOME
set -eu
uid=$1
home=$2

mount -t tmpfs none /run
mkdir -p /run/systemd/system /run/systemd/journal /run/systemd/journald.conf.d /run/log/journal /run/lock "/run/user/$uid"
cp /etc/passwd /run/passwd
echo "researcher:x:$uid:$uid::$home:/bin/sh" >> /run/passwd
mount --bind /run/passwd /etc/passwd
chown "$uid:$uid" "$home" "/run/user/$uid"
chmod 700 "/run/user/$uid"

mount -t cgroup2 none /sys/fs/cgroup
group=/sys/fs/cgroup/user-manager-$$
mkdir "$group"
chown -R "$uid" "$group"

printf '[Journal]\nStorage=volatile\nReadKMsg=no\nAudit=no\nForwardToSyslog=no\nSplitMode=none\n' \
  > /run/systemd/journald.conf.d/only.conf
/lib/systemd/systemd-journald > /dev/null 2>&1 &
journal=$!
sh -c "echo \$\$ > $group/cgroup.procs; exec setpriv --reuid=$uid --regid=$uid --clear-groups --inh-caps=-all \
  env -i HOME=$home USER=researcher LOGNAME=researcher PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 \
  XDG_RUNTIME_DIR=/run/user/$uid /lib/systemd/systemd --user" > /dev/null 2>&1 &
manager=$!

tries=0
until [ -S "/run/user/$uid/systemd/private" ] && [ -S /run/systemd/journal/stdout ]; do
  kill -0 $manager && [ $tries -lt 300 ] || exit 1
  tries=$((tries + 1))
  sleep 0.1
done
echo ready
cat > /dev/null || true

kill -TERM $manager || true
wait $manager || true
kill -TERM $journal || true
wait $journal || true
rmdir "$group" || true
