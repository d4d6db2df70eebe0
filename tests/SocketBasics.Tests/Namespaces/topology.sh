#!/bin/sh
# Three network namespaces: this one is the client's, 10.77.1.2; then a router, and a server at 10.77.2.2. Every way in
# which a connect can fail has an address or a port. The arguments are a command that runs in the client's namespace;
# $PROBE is the probe, $ROUTER a process of the router. To be run inside `unshare -n` as root, or `unshare -Urn` as anybody. The namespaces end with the
# processes that hold them.
set -e

hold() { unshare -n sleep 300 </dev/null >/dev/null 2>&1 & }
hold; router=$!
hold; server=$!
export ROUTER=$router
trap 'kill $router $server $answers $echoes 2>/dev/null' EXIT
for holder in $router $server; do
    while [ "$(readlink /proc/$holder/ns/net)" = "$(readlink /proc/self/ns/net)" ]; do kill -0 $holder; done
done
router() { nsenter -t $router -n "$@"; }
server() { nsenter -t $server -n "$@"; }

# Duplicate address detection would keep the addresses from being used for a second or two, and neighbors from answering.
for in in '' router server; do
    $in sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
    $in ip link set lo up
done
ip link add c0 type veth peer name r0 netns $router
router ip link add r1 type veth peer name s0 netns $server

# The addresses of 2001:db8::/32 are there because unique local ones (fd77::) come after IPv4 in the order of RFC 6724.
address='address() {
             ip addr add "10.77.$2.$3/24" dev "$1"
             ip addr add "fd77:$2::$3/64" dev "$1"
             ip addr add "2001:db8:77:$2::$3/64" dev "$1"
             ip link set "$1" up
         }'
in_router() { nsenter -t $router -n sh -ec "$1"; }
eval "$address"
address c0 1 2
in_router "$address; address r0 1 1; address r1 2 1"
server sh -ec "$address; address s0 2 2; ip route add default via 10.77.2.1; ip -6 route add default via fd77:2::1"
ip route add default via 10.77.1.1
ip -6 route add default via fd77:1::1

# The kernel sends one ICMP error per second and target unless told otherwise (icmp(7), icmp_ratelimit).
in_router 'sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
           sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0'
sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0

# Routes of the router, and of the client itself. What has no route at the router: 10.88.4.0/24, fd88:4::/64.
routes='for type in unreachable:1 prohibit:2 blackhole:3; do
            ip route add ${type%:*} 10.$1.${type#*:}.0/24; ip -6 route add ${type%:*} fd$1:${type#*:}::/64
        done'
router sh -ec "$routes" sh 88
sh -ec "$routes" sh 89
ip route add throw 10.89.4.0/24
ip -6 route add throw fd89:4::/64
ip route add 10.77.2.3/32 via 10.77.1.1 hoplimit 1
ip -6 route add fd77:2::3/128 via fd77:1::1 hoplimit 1

router nft -f - <<'RULES'
table inet faults {
  set seen {
    type inet_service . inet_service
    flags dynamic
    size 1024
  }
  chain on_repeated {
    meta nfproto ipv4 tcp dport 8012 reject with icmp type port-unreachable
    meta nfproto ipv6 tcp dport 8012 reject with icmpv6 type port-unreachable
    tcp dport 8013 reject with tcp reset
    meta nfproto ipv4 tcp dport 8014 reject with icmp type admin-prohibited
    meta nfproto ipv6 tcp dport 8014 reject with icmpv6 type admin-prohibited
    drop
  }
  chain on_forward {
    type filter hook forward priority 0
    tcp dport 8017 tcp sport . tcp dport @seen accept
    tcp dport 8012-8015 tcp sport . tcp dport @seen jump on_repeated
    tcp dport { 8012-8015, 8017 } add @seen { tcp sport . tcp dport }
    meta nfproto ipv4 tcp dport 8013 reject with icmp type net-unreachable
    meta nfproto ipv6 tcp dport 8013 reject with icmpv6 type no-route
    meta nfproto ipv4 tcp dport { 8012-8015, 8017 } reject with icmp type host-unreachable
    meta nfproto ipv6 tcp dport { 8012-8015, 8017 } reject with icmpv6 type addr-unreachable
    meta nfproto ipv4 tcp dport 8001 reject with icmp type net-unreachable
    meta nfproto ipv4 tcp dport 8002 reject with icmp type host-unreachable
    meta nfproto ipv4 tcp dport 8003 reject with icmp type port-unreachable
    meta nfproto ipv4 tcp dport 8004 reject with icmp type admin-prohibited
    meta nfproto ipv4 tcp dport 8005 reject with icmp type net-prohibited
    meta nfproto ipv4 tcp dport 8006 reject with icmp type host-prohibited
    meta nfproto ipv4 tcp dport 8007 reject with icmp type prot-unreachable
    meta nfproto ipv6 tcp dport 8001 reject with icmpv6 type no-route
    meta nfproto ipv6 tcp dport 8002 reject with icmpv6 type addr-unreachable
    meta nfproto ipv6 tcp dport 8003 reject with icmpv6 type port-unreachable
    meta nfproto ipv6 tcp dport 8004 reject with icmpv6 type admin-prohibited
    meta nfproto ipv6 tcp dport 8005 reject with icmpv6 type policy-fail
    meta nfproto ipv6 tcp dport 8006 reject with icmpv6 type reject-route
    tcp dport 8008 reject with tcp reset
    tcp dport 8009 drop
    meta nfproto ipv4 tcp dport 8011 tcp flags syn / syn,ack numgen inc mod 2 0 drop
    meta nfproto ipv6 tcp dport 8011 tcp flags syn / syn,ack numgen inc mod 2 0 drop
    meta nfproto ipv4 tcp dport 8016 tcp flags syn / syn,ack numgen inc mod 4 0-2 drop
    meta nfproto ipv6 tcp dport 8016 tcp flags syn / syn,ack numgen inc mod 4 0-2 drop
    meta nfproto ipv6 tcp dport 8020 drop
    meta nfproto ipv6 tcp dport 8021 reject with icmpv6 type admin-prohibited
    meta nfproto ipv6 tcp dport 8022 reject with tcp reset
    meta nfproto ipv6 tcp dport 8023 tcp flags syn / syn,ack numgen inc mod 2 0 drop
    meta nfproto ipv6 tcp dport 8024 tcp flags syn / syn,ack numgen inc mod 2 0 drop
    tcp dport 8025 drop
  }
  chain on_output {
    type filter hook output priority 0
    ip saddr 10.66.0.0/24 tcp flags & rst == rst drop
    ip6 saddr fd66::1 tcp flags & rst == rst drop
  }
}
RULES
nft -f - <<'RULES'
table inet faults {
  chain on_output {
    type filter hook output priority 0
    meta nfproto ipv4 tcp dport 8103 reject with icmp type port-unreachable
    meta nfproto ipv4 tcp dport 8104 reject with icmp type admin-prohibited
    meta nfproto ipv6 tcp dport 8104 reject with icmpv6 type admin-prohibited
    tcp dport 8108 reject with tcp reset
    tcp dport 8109 drop
  }
}
RULES

if [ "$1" = --with-peers ]; then
    shift
    router ip route add local 10.66.0.0/24 dev lo
    router ip addr add fd66::1/64 dev lo
    ready=$(mktemp -d)
    mkfifo "$ready/answers" "$ready/echoes"
    # Not through the functions above: $! would be a shell, and to kill it would leave the probe alive.
    nsenter -t $router -n $PROBE answer-with-icmp '[fd66::1]:0' </dev/null >"$ready/answers" & answers=$!
    nsenter -t $server -n $PROBE echo 8011 8016 8017 8018 8020 8021 8022 8023 8024 8026 </dev/null >"$ready/echoes" & echoes=$!
    read -r _ <"$ready/answers"
    read -r _ <"$ready/echoes"
    rm -r "$ready"
fi

"$@"
