// A client that connects and resets, or is refused, one after the other: client blocking|epoll
// For each line "connect|refused PORT COUNT" it says what so many of them took, its own processor time included.
#include "measure.h"

static int epoll, is_blocking;

static int wait_until_decided(int fd)
{
    struct epoll_event event = {.events = EPOLLOUT};
    int error = 0;
    socklen_t length = sizeof error;
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0 || epoll_wait(epoll, &event, 1, -1) != 1
        || getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) != 0)
        die("epoll");
    return error;
}

static int try_connect(struct sockaddr_in *target)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | (is_blocking ? 0 : SOCK_NONBLOCK), 0);
    if (fd < 0)
        die("socket");
    set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    int error = connect(fd, (struct sockaddr *)target, sizeof *target) == 0 ? 0 : errno;
    if (error == EINPROGRESS)
        error = wait_until_decided(fd);
    if (error == 0)
        reset_on_close(fd);
    close(fd);
    return error;
}

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    is_blocking = strcmp(arguments[1], "blocking") == 0;
    epoll = epoll_create1(EPOLL_CLOEXEC);

    char workload[16];
    int port;
    long operations;
    puts("ready");
    fflush(stdout);
    while (scanf("%15s %d %ld", workload, &port, &operations) == 3) {
        int expected = workload[0] == 'r' ? ECONNREFUSED : 0;
        struct sockaddr_in target = loopback(INADDR_LOOPBACK, port);
        begin(CLOCK_PROCESS_CPUTIME_ID, operations);
        for (long i = 0; i < operations; i++) {
            int64_t since = now();
            if ((errno = try_connect(&target)) != expected)
                die("connect");
            note_latency(now() - since);
        }
        end(CLOCK_PROCESS_CPUTIME_ID, operations);
    }
    return 0;
}
