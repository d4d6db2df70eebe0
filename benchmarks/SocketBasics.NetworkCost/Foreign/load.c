// Drives one server, and reads the processor time of its process: load MODE PORT PID CONNECTIONS OPERATIONS
// Says "ready" when it is set up, runs when it is told a line, says what it measured, and goes when its input ends.
#include "measure.h"
#include <fcntl.h>
#include <signal.h>

enum { MESSAGE = 64, BLOCK = 65536, SOURCES = 64, TIME_LIMIT_SECONDS = 180 };

struct caller {
    int fd;
    int received;
    int has_said_all;
    int64_t since;
};

static int port, server, epoll;
static long connections, operations;
static clockid_t processor;
static char buffer[BLOCK];

static void wait_for_line(void)
{
    char byte = 0;
    while (byte != '\n') {
        if (read(STDIN_FILENO, &byte, 1) <= 0)
            exit(0);
    }
}

static void get_ready(void)
{
    puts("ready");
    fflush(stdout);
    wait_for_line();
}

// From several addresses, so that ports in TIME-WAIT are no limit.
static int connect_from_next_source(int flags)
{
    static uint32_t next;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    if (fd < 0)
        die("socket");
    struct sockaddr_in source = loopback(INADDR_LOOPBACK + 256 + next++ % SOURCES, 0);
    struct sockaddr_in target = loopback(INADDR_LOOPBACK, port);
    reset_on_close(fd);
    set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    if (bind(fd, (struct sockaddr *)&source, sizeof source) != 0)
        die("bind");
    if (connect(fd, (struct sockaddr *)&target, sizeof target) != 0 && errno != EINPROGRESS)
        die("connect");
    return fd;
}

static void watch(struct caller *caller, int operation, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.ptr = caller};
    if (epoll_ctl(epoll, operation, caller->fd, &event) != 0)
        die("epoll_ctl");
}

static void call(struct caller *caller, int is_short)
{
    *caller = (struct caller){.since = now()};
    caller->fd = connect_from_next_source(SOCK_NONBLOCK);
    watch(caller, EPOLL_CTL_ADD, is_short ? EPOLLOUT : EPOLLIN | EPOLLRDHUP);
}

static void say(struct caller *caller)
{
    caller->since = now();
    caller->received = 0;
    if (send(caller->fd, buffer, MESSAGE, MSG_NOSIGNAL) != MESSAGE)
        die("send");
}

// True when a call is over: the server has closed.
static int go_on(struct caller *caller, int is_short, uint32_t events)
{
    if (is_short && (events & EPOLLOUT) != 0) {
        if (send(caller->fd, buffer, MESSAGE, MSG_NOSIGNAL) != MESSAGE)
            die("send");
        watch(caller, EPOLL_CTL_MOD, EPOLLIN);
        return 0;
    }
    ssize_t count = recv(caller->fd, buffer, MESSAGE, 0);
    if (count < 0 && errno == EAGAIN)
        return 0;
    if (count < 0)
        die("recv");
    caller->received += count;
    if (is_short && caller->received == MESSAGE && !caller->has_said_all) {
        shutdown(caller->fd, SHUT_WR);
        caller->has_said_all = 1;
    }
    if (count == 0 && is_short && !caller->has_said_all)
        die("the server closed too early");
    return count == 0;
}

// Connections that are made, used and closed; so many at a time.
static void call_often(int is_short)
{
    struct caller *callers = calloc(connections, sizeof *callers);
    struct epoll_event events[256];
    long begun = 0, done = 0;
    get_ready();
    begin(processor, operations);
    for (; begun < connections; begun++)
        call(&callers[begun], is_short);
    while (done < operations) {
        int ready = epoll_wait(epoll, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            struct caller *caller = events[i].data.ptr;
            if (!go_on(caller, is_short, events[i].events))
                continue;
            note_latency(now() - caller->since);
            close(caller->fd);
            done++;
            if (begun < operations) {
                begun++;
                call(caller, is_short);
            }
        }
    }
    end(processor, operations);
}

static void exchange_alone(int fd, long count)
{
    for (long i = 0; i < count; i++) {
        int64_t since = now();
        if (send(fd, buffer, MESSAGE, MSG_NOSIGNAL) != MESSAGE)
            die("send");
        if (recv(fd, buffer, MESSAGE, MSG_WAITALL) != MESSAGE)
            die("recv");
        note_latency(now() - since);
    }
}

static void exchange(struct caller *callers, long count)
{
    struct epoll_event events[256];
    long said = 0, done = 0;
    for (; said < connections && said < count; said++)
        say(&callers[said]);
    while (done < count) {
        int ready = epoll_wait(epoll, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            struct caller *caller = events[i].data.ptr;
            ssize_t received = recv(caller->fd, buffer, MESSAGE, 0);
            if (received < 0 && errno == EAGAIN)
                continue;
            if (received <= 0)
                die("recv");
            caller->received += received;
            if (caller->received < MESSAGE)
                continue;
            note_latency(now() - caller->since);
            done++;
            if (said < count) {
                said++;
                say(caller);
            }
        }
    }
}

// Every connection exchanges a message first: then the server has accepted it, and has its buffers.
static void echo(void)
{
    struct caller *callers = calloc(connections, sizeof *callers);
    for (long i = 0; i < connections; i++) {
        callers[i].fd = connect_from_next_source(0);
        if (connections > 1) {
            fcntl(callers[i].fd, F_SETFL, O_NONBLOCK);
            watch(&callers[i], EPOLL_CTL_ADD, EPOLLIN);
        }
    }
    begin(processor, connections);
    connections > 1 ? exchange(callers, connections) : exchange_alone(callers[0].fd, 1);
    get_ready();
    begin(processor, operations);
    connections > 1 ? exchange(callers, operations) : exchange_alone(callers[0].fd, operations);
    end(processor, operations);
}

static void stream(int sends)
{
    int fd = connect_from_next_source(0);
    long warm_up = 64;
    for (long i = -warm_up; i < operations; i++) {
        if (i == 0) {
            get_ready();
            begin(processor, operations);
        }
        ssize_t count = sends ? send(fd, buffer, BLOCK, MSG_NOSIGNAL) : recv(fd, buffer, BLOCK, MSG_WAITALL);
        if (count != BLOCK)
            die(sends ? "send" : "recv");
    }
    // The server has received all of it when it closes.
    if (sends && (shutdown(fd, SHUT_WR) != 0 || recv(fd, buffer, 1, 0) != 0))
        die("recv");
    end(processor, operations);
    close(fd);
}

// While the server is stopped the kernel fills its queue; then the server alone has something to do.
static void fill_backlog(void)
{
    struct caller *callers = calloc(connections, sizeof *callers);
    struct epoll_event events[256];
    int64_t time = 0, processor_time = 0;
    long done = 0;
    get_ready();
    begin(processor, 0);
    while (done < operations) {
        kill(server, SIGSTOP);
        for (long i = 0; i < connections; i++) {
            callers[i].fd = connect_from_next_source(0);
            watch(&callers[i], EPOLL_CTL_ADD, EPOLLIN | EPOLLRDHUP | EPOLLONESHOT);
        }
        int64_t processor_before = read_clock(processor), before = now();
        kill(server, SIGCONT);
        for (long closed = 0; closed < connections;)
            closed += epoll_wait(epoll, events, 256, -1);
        time += now() - before;
        processor_time += read_clock(processor) - processor_before;
        for (long i = 0; i < connections; i++)
            close(callers[i].fd);
        done += connections;
    }
    tell(done, time, processor_time);
}

static void stay_idle(void)
{
    get_ready();
    begin(processor, 0);
    for (long i = 0; i < connections; i++)
        connect_from_next_source(0);
    end(processor, connections);
}

int main(int count, char **arguments)
{
    if (count != 6)
        return 2;
    const char *mode = arguments[1];
    port = atoi(arguments[2]);
    server = atoi(arguments[3]);
    connections = atol(arguments[4]);
    operations = atol(arguments[5]);
    if ((errno = clock_getcpuclockid(server, &processor)) != 0)
        die("clock_getcpuclockid");
    allow_many_descriptors();
    alarm(TIME_LIMIT_SECONDS);
    epoll = epoll_create1(EPOLL_CLOEXEC);

    if (strcmp(mode, "accept") == 0)
        call_often(0);
    else if (strcmp(mode, "short") == 0)
        call_often(1);
    else if (strcmp(mode, "echo") == 0)
        echo();
    else if (strcmp(mode, "send") == 0)
        stream(1);
    else if (strcmp(mode, "receive") == 0)
        stream(0);
    else if (strcmp(mode, "backlog") == 0)
        fill_backlog();
    else if (strcmp(mode, "idle") == 0)
        stay_idle();
    else
        return 2;
    wait_for_line();
    return 0;
}
