// Each script changes all keys of a memory at once: KEYS 1 the memory, 2 the project's ids by time, 3 the text's hash,
// 4 how often each was used. The entry, its hash and its place come and go together; ids whose entry has expired are
// taken out by the readers.

/** ARGV: id, memory, time of creation, life in ms, prefix of memory keys, most entries. Gives the one with the text. */
export const ADD = `
local existing = redis.call('GET', KEYS[3])
if existing then
  local found = redis.call('GET', ARGV[5] .. existing)
  if found then return found end
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[4])
redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[4]) then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
local excess = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[6])
if excess > 0 then
  local popped = redis.call('ZPOPMIN', KEYS[2], excess)
  for i = 1, #popped, 2 do
    redis.call('DEL', ARGV[5] .. popped[i])
    redis.call('ZREM', KEYS[4], popped[i])
  end
end
return false`;

/** KEYS 5: the new text's hash. ARGV: id, version that is replaced, memory, life in ms, prefix of memory keys. */
export const REPLACE = `
local found = redis.call('GET', KEYS[1])
if not found or (cjson.decode(found).version or 1) ~= tonumber(ARGV[2]) then return {'changed'} end
if KEYS[3] ~= KEYS[5] then
  local owner = redis.call('GET', KEYS[5])
  if owner and owner ~= ARGV[1] and redis.call('EXISTS', ARGV[5] .. owner) == 1 then return {'taken', owner} end
  redis.call('DEL', KEYS[3])
end
redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
redis.call('SET', KEYS[5], ARGV[1], 'PX', ARGV[4])
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[4]) then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
return {'replaced'}`;

/** ARGV: id, version that is taken. Gives how often it was used, or the memory that it is by now. */
export const TAKE = `
local found = redis.call('GET', KEYS[1])
if not found then return {'gone'} end
if (cjson.decode(found).version or 1) ~= tonumber(ARGV[2]) then return {'changed', found} end
local uses = redis.call('ZSCORE', KEYS[4], ARGV[1]) or '0'
redis.call('DEL', KEYS[1], KEYS[3])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[4], ARGV[1])
return {'taken', uses}`;

/** KEYS: how often each was used, the ids by time. ARGV: prefix of memory keys, then ids and numbers in turn. */
export const ADD_USES = `
for i = 2, #ARGV, 2 do
  if redis.call('EXISTS', ARGV[1] .. ARGV[i]) == 1 then redis.call('ZINCRBY', KEYS[1], ARGV[i + 1], ARGV[i]) end
end
local left = redis.call('PTTL', KEYS[2])
if left > 0 then redis.call('PEXPIRE', KEYS[1], left) end`;
