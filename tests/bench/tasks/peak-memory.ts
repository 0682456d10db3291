/** The most memory this process ever held, in megabytes (getrusage(2), ru_maxrss in KiB). */
export function peakMegabytes(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
