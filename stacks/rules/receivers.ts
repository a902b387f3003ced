import { exactlyOne, type Rules, when } from './rule.ts';

export const receiverRules = {
  'receiver-needs-monitoring': ({ monitoring: { mode, email, slack } }) =>
    when(
      mode === 'none' && Boolean(email ?? slack),
      'monitoring.mode',
      'standalone or operator: nothing else sends e-mail or writes to Slack',
    ),

  'email-one-credential': ({ monitoring: { email } }) =>
    when(
      email?.password !== undefined && email.existingSecret !== undefined,
      'monitoring.email',
      'at most one of password, existingSecret',
    ),

  'email-complete-login': ({ monitoring: { email } }) =>
    when(
      email !== undefined &&
        (email.username !== '') !== ((email.password ?? email.existingSecret) !== undefined),
      'monitoring.email.username',
      'given together with password or existingSecret',
    ),

  'slack-one-credential': ({ monitoring: { slack } }) =>
    slack ? exactlyOne('monitoring.slack', ['webhookUrl', 'existingSecret'], slack) : [],
} satisfies Rules;
