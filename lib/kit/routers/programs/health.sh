#!/bin/sh
# Health check of a site: asks its own server each second; withdraws the prefix after FALL failures, announces it after RISE
# successes. Usage: health.sh ASN PREFIX ADDRESS  (RISE=2 FALL=3 INTERVAL=1, VTYSH="vtysh" or BIRDC="birdc" in the environment)
asn=$1; prefix=$2; address=$3; good=0; bad=0; up=1
case $prefix in *:*) family=ipv6 ;; *) family=ipv4 ;; esac
announce() { # "" or no
  if [ -n "$BIRDC" ]; then
    if [ "$1" = no ]; then $BIRDC disable announced; else $BIRDC enable announced; fi
  else
    ${VTYSH:-vtysh} -c "configure terminal" -c "router bgp $asn" -c "address-family $family unicast" -c "$1 network $prefix"
  fi
}
probes='
import socket, sys, time
query = bytes.fromhex("00010000000100000000000008686f73746e616d650462696e640000100003")
address, interval = sys.argv[1], float(sys.argv[2])
while True:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.settimeout(0.8 * interval)
        try:
            s.sendto(query, (address, 53))
            s.recv(512)
            print("good", flush=True)
        except OSError:
            print("bad", flush=True)
    time.sleep(interval)
'
python3 -c "$probes" "$address" "${INTERVAL:-1}" | while read -r found; do
  if [ "$found" = good ]; then good=$((good + 1)); bad=0; else bad=$((bad + 1)); good=0; fi
  if [ $up = 1 ] && [ $bad -ge "${FALL:-3}" ]; then announce no; up=0; echo "withdrawn"; fi
  if [ $up = 0 ] && [ $good -ge "${RISE:-2}" ]; then announce ""; up=1; echo "announced"; fi
done
