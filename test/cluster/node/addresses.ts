/** Addresses inside the cluster's network namespace. They exist nowhere else, so they may repeat on other machines. */
export const addresses = {
  node: '10.210.0.1',
  nodeNetwork: '10.210.0.1/24',
  pods: '10.244.0.0/24',
  services: '10.96.0.0/16',
  apiService: '10.96.0.1',
  dns: '10.96.0.10',
  ingress: '10.96.0.80',
} as const;

export const NODE_NAME = 'node1';
export const API_PORT = 6443;
