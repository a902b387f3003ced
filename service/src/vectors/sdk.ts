// A module of its own, because a bundled import() of CommonJS has no named exports.
export { DataType, MilvusClient } from '@zilliz/milvus2-sdk-node';
