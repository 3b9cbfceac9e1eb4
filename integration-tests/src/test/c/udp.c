/*
 * The rival that does nothing but UDP: plain, unreliable, one message a datagram. It prints what
 * the Java sides print: "ready PORT", then "figure NAME VALUE".
 *
 *   udp receive WARM_UP WINDOWS     counts what comes
 *   udp send BYTES PORT             sends until it is ended
 *   udp echo                        sends back what comes, until it is ended
 *   udp ping WARM_UP WINDOWS BYTES PORT    one message under way, blocking
 *
 * Times are seconds; a window lasts one.
 */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MOST 65536
#define SECOND 1000000000LL
#define MOST_TRIPS 2000000

static char buffer[MOST];
static int32_t trips[MOST_TRIPS];

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * SECOND + t.tv_nsec;
}

static void check(int good, const char *what) {
  if (!good) {
    perror(what);
    exit(1);
  }
}

static struct sockaddr_in loopback(int port) {
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static int open_socket(void) {
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  int size = 4 << 20;
  struct sockaddr_in address = loopback(0);
  check(s >= 0, "socket");
  setsockopt(s, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  setsockopt(s, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  check(bind(s, (struct sockaddr *)&address, sizeof address) == 0, "bind");
  return s;
}

static void ready(int s) {
  struct sockaddr_in address;
  socklen_t length = sizeof address;
  check(getsockname(s, (struct sockaddr *)&address, &length) == 0, "getsockname");
  printf("ready %d\n", ntohs(address.sin_port));
  fflush(stdout);
}

static int64_t receive_one(int s) {
  int64_t number = 0;
  check(recvfrom(s, buffer, MOST, 0, NULL, NULL) > 0, "recvfrom");
  memcpy(&number, buffer, sizeof number);
  return number;
}

static void receive(double warm_up, int windows) {
  int s = open_socket();
  ready(s);
  receive_one(s);
  long long end = now() + (long long)(warm_up * SECOND);
  while (now() < end) {
    receive_one(s);
  }
  for (int w = 0; w < windows; w++) {
    int64_t first = receive_one(s), last = first;
    long long begin = now(), at = begin, count = 0;
    while (at - begin < SECOND) {
      for (int n = 0; n < 64; n++, count++) {
        last = receive_one(s);
      }
      at = now();
    }
    printf("figure messages/s %.1f\n", count * 1e9 / (at - begin));
    printf("figure lost %.6f\n", 1 - (double)count / (last - first));
  }
  fflush(stdout);
}

static void send_all(int port, int bytes) {
  int s = open_socket();
  struct sockaddr_in to = loopback(port);
  for (int64_t number = 1;; number++) {
    memcpy(buffer, &number, sizeof number);
    sendto(s, buffer, bytes, 0, (struct sockaddr *)&to, sizeof to);
  }
}

static void echo(void) {
  int s = open_socket();
  struct sockaddr_in from;
  ready(s);
  for (;;) {
    socklen_t length = sizeof from;
    ssize_t n = recvfrom(s, buffer, MOST, 0, (struct sockaddr *)&from, &length);
    check(n > 0, "recvfrom");
    check(sendto(s, buffer, n, 0, (struct sockaddr *)&from, length) == n, "sendto");
  }
}

static int compare(const void *one, const void *other) {
  int32_t a = *(const int32_t *)one, b = *(const int32_t *)other;
  return (a > b) - (a < b);
}

static void ping(double warm_up, int windows, int port, int bytes) {
  int s = open_socket();
  struct sockaddr_in to = loopback(port);
  long long warm = now() + (long long)(warm_up * SECOND);
  for (int w = -1; w < windows; w++) {
    long long end = w < 0 ? warm : now() + SECOND;
    int count = 0;
    for (long long at = now(); at < end && count < MOST_TRIPS;) {
      check(sendto(s, buffer, bytes, 0, (struct sockaddr *)&to, sizeof to) == bytes, "sendto");
      check(recvfrom(s, buffer, MOST, 0, NULL, NULL) > 0, "recvfrom");
      long long then = now();
      trips[count++] = (int32_t)(then - at);
      at = then;
    }
    if (w >= 0) {
      qsort(trips, count, sizeof trips[0], compare);
      printf("figure p50-us %.2f\n", trips[count / 2] / 1e3);
      printf("figure p99-us %.2f\n", trips[(int)(count * 0.99)] / 1e3);
    }
  }
  fflush(stdout);
}

int main(int argc, char **argv) {
  const char *role = argc > 1 ? argv[1] : "";
  if (strcmp(role, "receive") == 0 && argc == 4) {
    receive(atof(argv[2]), atoi(argv[3]));
  } else if (strcmp(role, "send") == 0 && argc == 4) {
    send_all(atoi(argv[3]), atoi(argv[2]));
  } else if (strcmp(role, "echo") == 0 && argc == 2) {
    echo();
  } else if (strcmp(role, "ping") == 0 && argc == 6) {
    ping(atof(argv[2]), atoi(argv[3]), atoi(argv[5]), atoi(argv[4]));
  } else {
    fprintf(stderr, "see the comment at the head of this program\n");
    return 2;
  }
  return 0;
}
