/** Routes that only the cluster asks; they say nothing about what clients get. */
const PROBES = '/live|/ready|/health';
/** Routes that take as long as they have data, or as a client listens. */
const STREAMS = '/ws|.*/(export|import|profile)';

/** Matchers of what clients ask for. */
export const CLIENTS = `route!~"${PROBES}"`;
/** Matchers of requests whose duration says something. */
export const ANSWERS = `route!~"${PROBES}|${STREAMS}"`;
/** Matchers of client requests that failed through our fault. */
export const FAILED = `${CLIENTS},status=~"5.."`;
