import type { types } from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Certificate } from './certificates.ts';

const NAME = 'certificate';

/** Where a server finds `tls.crt` and `tls.key`; nothing without a certificate. */
export const certificateMounts = (
  folder: string,
  certificate: Certificate | undefined,
): types.input.core.v1.VolumeMount[] =>
  certificate ? [{ name: NAME, mountPath: folder, readOnly: true }] : [];

/** The volume behind it. */
export const certificateVolumes = (certificate: Certificate | undefined): types.input.core.v1.Volume[] =>
  certificate ? [{ name: NAME, secret: { secretName: certificate.secret, defaultMode: 0o440 } }] : [];

/** A server reads its certificate when it starts, so that another one starts it again. */
export const withCertificate = (
  checksum: string,
  certificate: Certificate | undefined,
): pulumi.Input<string> => (certificate ? pulumi.interpolate`${checksum}-${certificate.checksum}` : checksum);
