/** Values of the template's named places; what is not named keeps the default written in the template. */
const VALUES: Record<string, string> = {
  etcd_log_path: 'stdout',
  etcd_log_level: 'warn',
  etcd_data_dir: '/var/lib/milvus/etcd',
  local_storage_dir: '/var/lib/milvus/data/',
  rocksmq_data_dir: '/var/lib/milvus/rdb_data',
  // Empty: no log files. A folder that is missing would end the server at its start.
  system_log_path: '""',
};

const PLACE = /\{\{\s*(\w+)(?:\((\w+)\))?(?::\s*(\S*))?\s*\}\}/g;

/**
 * Fills the configuration template that the Milvus wheel brings, for a container: data below /var/lib/milvus,
 * logs to standard output, the embedded etcd where ETCD_USE_EMBED asks for it.
 * @throws Error when a place has neither a value nor a default
 */
export function renderConfig(template: string): string {
  return template.replace(PLACE, (_, name: string, _type, fallback: string | undefined) => {
    const value = VALUES[name] ?? fallback;
    if (value === undefined) throw new Error(`milvus.yaml: no value for ${name}`);
    return value;
  });
}
