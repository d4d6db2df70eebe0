// The least that a server of Linux can do: one thread, one epoll instance. server HANDLER
#include "sockets.h"

enum { BACKLOG = 4096, BLOCK = 65536, WORK_NANOSECONDS = 10000, BLOCK_EVERY = 200, BLOCK_NANOSECONDS = 5000000 };

static char buffer[BLOCK];
static long messages;

static void answer_questions(void)
{
    char line[64];
    ssize_t count = read(STDIN_FILENO, line, sizeof line);
    if (count <= 0)
        exit(0);
    for (ssize_t i = 0; i < count; i++) {
        if (line[i] == '\n')
            puts("0");
    }
    fflush(stdout);
}

static void work_like(char handler)
{
    if (handler == 'w') {
        for (int64_t end = now() + WORK_NANOSECONDS; now() < end;)
            ;
    }
    if (handler == 'b' && ++messages % BLOCK_EVERY == 0) {
        struct timespec time = {.tv_nsec = BLOCK_NANOSECONDS};
        nanosleep(&time, NULL);
    }
}

static void accept_all(int listener, int epoll, char handler)
{
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        if (handler == 'a') {
            close(fd);
            continue;
        }
        struct epoll_event event = {.events = handler == 's' ? EPOLLOUT : EPOLLIN, .data.fd = fd};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0)
            die("epoll_ctl");
    }
}

static void serve(int fd, char handler)
{
    ssize_t count = handler == 's' ? send(fd, buffer, BLOCK, MSG_NOSIGNAL) : recv(fd, buffer, BLOCK, 0);
    if (count > 0 && handler != 's' && handler != 'r') {
        work_like(handler);
        if (send(fd, buffer, count, MSG_NOSIGNAL) != count)
            count = 0;
    }
    if (count == 0 || (count < 0 && errno != EAGAIN))
        close(fd);
}

// The handlers by their first letters: accept, echo, work, block, receive, send, idle.
int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    char handler = arguments[1][0];
    allow_many_descriptors();

    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in name = loopback(INADDR_LOOPBACK, 0);
    socklen_t length = sizeof name;
    // What is accepted inherits it.
    set_option(listener, IPPROTO_TCP, TCP_NODELAY, 1);
    if (bind(listener, (struct sockaddr *)&name, sizeof name) != 0 || listen(listener, BACKLOG) != 0
        || getsockname(listener, (struct sockaddr *)&name, &length) != 0)
        die("listen");

    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    event.data.fd = STDIN_FILENO;
    epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, &event);
    printf("ready %d\n", ntohs(name.sin_port));
    fflush(stdout);

    struct epoll_event events[256];
    for (;;) {
        int ready = epoll_wait(epoll, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (fd == listener)
                accept_all(listener, epoll, handler);
            else if (fd == STDIN_FILENO)
                answer_questions();
            else
                serve(fd, handler);
        }
    }
}
