// What is measured, and how it is told.
#include "sockets.h"

static uint32_t *latencies;
static long latency_count;
static int64_t started, processor_started;

static inline void begin(clockid_t processor, long operations)
{
    latencies = realloc(latencies, (operations + 1) * sizeof *latencies);
    latency_count = 0;
    processor_started = read_clock(processor);
    started = now();
}

static inline void note_latency(int64_t nanoseconds)
{
    latencies[latency_count++] = nanoseconds > UINT32_MAX ? UINT32_MAX : (uint32_t)nanoseconds;
}

static inline int compare_latencies(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static inline void tell(long operations, int64_t nanoseconds, int64_t processor)
{
    qsort(latencies, latency_count, sizeof *latencies, compare_latencies);
    double p50 = latency_count > 0 ? latencies[latency_count / 2] / 1e3 : 0;
    double p99 = latency_count > 0 ? latencies[latency_count * 99 / 100] / 1e3 : 0;
    printf("{\"operations\":%ld,\"seconds\":%.9f,\"processorSeconds\":%.9f,\"p50\":%.3f,\"p99\":%.3f}\n",
        operations, nanoseconds / 1e9, processor / 1e9, p50, p99);
    fflush(stdout);
}

static inline void end(clockid_t processor, long operations)
{
    int64_t time = now() - started;
    tell(operations, time, read_clock(processor) - processor_started);
}
