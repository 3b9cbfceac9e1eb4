"""A chat in two threads: what comes in goes to standard output, standard input goes out."""
import socket
import sys
import threading

own, peer = int(sys.argv[1]), ("127.0.0.1", int(sys.argv[2]))
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", own))


def receive():
    while True:
        sys.stdout.buffer.write(udp.recv(65536))
        sys.stdout.buffer.flush()


threading.Thread(target=receive, daemon=True).start()
for line in sys.stdin.buffer:
    udp.sendto(line, peer)
threading.Event().wait()
