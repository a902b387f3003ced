import { Type } from 'typebox';
import { cidr, dnsLabel, endpoint, flag, integer, oneOf, section, sensitive, text, words } from './terms.ts';

const pods = (part: string) => integer(1, 100, `Pods of ${part}.`);

const endpoints = (description: string) => Type.Array(endpoint('Address.'), { minItems: 1, description });

const Replicas = section('Pods of each part.', {
  proxy: pods('the proxy, which clients talk to'),
  coordinator: pods('the coordinator'),
  queryNode: pods('the query node, which searches'),
  dataNode: pods('the data node, which writes'),
  indexNode: pods('the index node'),
});

const Storage = section('S3-compatible storage of the vectors.', {
  endpoint: endpoint('Address.'),
  bucket: words('Bucket; what the stack keeps there is below the name of its namespace.'),
  region: text('Region; empty = the default of the storage.'),
  tls: flag('Whether the connection is encrypted.'),
  accessKey: Type.Optional(words('Access key.')),
  secretKey: Type.Optional(sensitive('Its secret, from an encrypted setting.')),
  existingSecret: Type.Optional(
    dnsLabel("An existing Secret of the stack's namespace with the keys `accesskey` and `secretkey`."),
  ),
});

export const MilvusCluster = section(
  "A cluster of Milvus, run by the Milvus operator of the Kubernetes cluster; what it keeps is not the stack's.",
  {
    replicas: Replicas,
    etcd: section('Where the cluster keeps what it knows about itself.', { endpoints: endpoints('etcd.') }),
    storage: Storage,
    queue: section('What passes writes on.', {
      type: oneOf(['kafka', 'pulsar'], 'Kind.'),
      endpoints: endpoints('Brokers of Kafka, or the one address of Pulsar.'),
    }),
    cidr: Type.Optional(
      cidr('Block that etcd, storage and queue are in, for the network policy; left out = any address.'),
    ),
  },
);
