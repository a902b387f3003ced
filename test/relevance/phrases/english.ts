import type { Topic } from './topic.ts';

export const SYSTEMS =
  `Atlas Heron Juniper Cobalt Marlin Saffron Quartz Bramble Lantern Orchid Pelican Tundra Willow
Magpie Garnet Falcon Clover Drift Ember Nimbus Harbor Sparrow`.split(/\s+/);

export const TOPICS: readonly Topic[] = [
  {
    say: '{E} is backed up every night at {V}.',
    ask: ["When are copies of {E}'s data taken?", 'Is there a snapshot of {E}, and when?'],
    values: ['one', 'half past two', 'three', 'a quarter to five'],
  },
  {
    say: '{V} looks after {E}.',
    ask: ['Who is responsible for {E}?', 'Whom do I ask about problems with {E}?'],
    values: ['Anna', 'Marco', 'Priya', 'Tomasz', 'Yuki'],
  },
  {
    say: '{E} is written in {V}.',
    ask: ['Which programming language does {E} use?', 'What do I need to know to code on {E}?'],
    values: ['Go', 'Rust', 'Kotlin', 'Python', 'Elixir'],
  },
  {
    say: 'Calls to {E} give up after {V} seconds.',
    ask: ['How long does a request wait for {E} before it fails?', 'What is the timeout of {E}?'],
    values: ['two', 'five', 'eight', 'thirty'],
  },
  {
    say: 'Logs of {E} are thrown away after {V} days.',
    ask: ['For how long is the history of {E} kept?', 'What is the retention policy for {E} records?'],
    values: ['seven', 'fourteen', 'thirty', 'ninety'],
  },
  {
    say: 'Nobody may release {E} on a {V}.',
    ask: ['On which weekday is shipping {E} forbidden?', 'When must {E} not be deployed?'],
    values: ['Monday', 'Thursday', 'Friday', 'Sunday'],
  },
  {
    say: '{E} keeps its rows in {V}.',
    ask: ['Which database stands behind {E}?', 'What does {E} use for storage?'],
    values: ['PostgreSQL', 'MySQL', 'Cassandra', 'SQLite'],
  },
  {
    say: 'People sign in to {E} with {V}.',
    ask: ['How do users authenticate against {E}?', 'What is the login method of {E}?'],
    values: ['a passkey', 'the company account', 'a one-time code', 'a client certificate'],
  },
  {
    say: '{E} went down because {V}.',
    ask: ['What was the reason for the outage of {E}?', 'Why did {E} crash?'],
    values: [
      'the disk was full',
      'a certificate had run out',
      'two jobs waited for each other',
      'DNS was wrong',
    ],
  },
  {
    say: '{E} accepts {V} requests a minute from each customer.',
    ask: ['What is the rate limit of {E}?', 'How often may a client call {E}?'],
    values: ['sixty', 'two hundred', 'five hundred', 'a thousand'],
  },
  {
    say: '{E} runs in {V}.',
    ask: ['Where is {E} hosted?', 'In which data centre region is {E}?'],
    values: ['Frankfurt', 'Dublin', 'Singapore', 'Oregon'],
  },
  {
    say: 'The test suite of {E} takes {V} minutes.',
    ask: ["How slow are {E}'s automated checks?", 'How long must I wait for CI on {E}?'],
    values: ['three', 'nine', 'twenty', 'forty'],
  },
  {
    say: '{E} remembers its answers for {V} seconds.',
    ask: ['How stale may a response of {E} be?', 'What is the cache lifetime in {E}?'],
    values: ['ten', 'forty', 'ninety', 'six hundred'],
  },
  {
    say: 'For {E} we decided against {V}.',
    ask: ['Which technology did we reject for {E}?', 'What was turned down in the design of {E}?'],
    values: ['GraphQL', 'event sourcing', 'a monorepo', 'serverless functions'],
  },
  {
    say: '{E} wakes the engineer on duty when {V}.',
    ask: ['What triggers a page for {E}?', 'Which alarm does {E} raise at night?'],
    values: ['the queue grows', 'errors pass two percent', 'replicas lag', 'memory runs short'],
  },
  {
    say: 'The password of {E} is changed every {V}.',
    ask: ["How often are {E}'s credentials rotated?", 'What is the secret renewal interval of {E}?'],
    values: ['month', 'quarter', 'half year', 'fortnight'],
  },
  {
    say: '{E} tries a failed job {V} times more.',
    ask: ['How many retries does {E} make?', 'How many attempts until {E} surrenders?'],
    values: ['two', 'three', 'five', 'ten'],
  },
  {
    say: 'The team of {E} likes {V}.',
    ask: ['What do the developers behind {E} prefer?', "What is the taste of {E}'s group?"],
    values: ['small pull requests', 'pair programming', 'written designs', 'trunk-based work'],
  },
  {
    say: '{E} costs {V} euros a month.',
    ask: ['How expensive is {E}?', 'What is the bill for {E}?'],
    values: ['ninety', 'four hundred', 'eleven hundred', 'three thousand'],
  },
  {
    say: '{E} needs {V} gigabytes of memory at its peak.',
    ask: ['How much RAM should {E} get?', "What is {E}'s maximum heap footprint?"],
    values: ['two', 'six', 'twelve', 'thirty'],
  },
  {
    say: '{E} opens to customers in {V}.',
    ask: ['When does {E} go live?', 'What is the launch date of {E}?'],
    values: ['February', 'May', 'August', 'November'],
  },
  {
    say: 'The handbook of {E} is {V}.',
    ask: ['Where can I read the documentation for {E}?', 'Is there a manual about {E}?'],
    values: ['in the wiki', 'beside the code', 'on the intranet', 'in a shared folder'],
  },
  {
    say: '{E} is being moved away from {V}.',
    ask: ['Which old platform does {E} leave behind?', 'What is {E} migrating off?'],
    values: ['bare metal', 'Heroku', 'Mesos', 'a mainframe'],
  },
];

/** Codes are put in place of {C}; the question names nothing but the code. */
export const CODED = [
  'Customers see {C} when their card was issued abroad; asking again helps.',
  '{C} means that the clock of the machine is more than a minute off.',
  'We closed {C} without a change: it could not be repeated.',
  'Never call {C} inside a transaction, it opens one of its own.',
];
export const CODE_QUESTIONS = ['{C}', 'What do we know about {C}?', 'Seen {C} again, what now?'];

/** One statement that changes its value over time. */
export const CHANGING: readonly Topic[] = [
  {
    say: 'The staging port of {E} is {V}.',
    ask: ['Which port does {E} listen on in staging?'],
    values: ['7001', '7405', '8210', '9333'],
  },
  {
    say: 'The on-call phone for {E} is with {V}.',
    ask: ['Who carries the on-call phone for {E}?'],
    values: ['Lena', 'Omar', 'Grace', 'Ivan'],
  },
];

export const MEETING = 'Retrospective: the team wants {V}.';
export const WISHES = [
  'quieter alerts',
  'faster reviews',
  'fewer meetings',
  'a second staging cluster',
  'newer laptops',
  'a style guide',
  'a shared glossary',
  'shorter sprints',
  'a build cache',
  'better onboarding',
  'more pairing',
  'a bug bash',
];
export const MEETING_QUESTION = 'What did the team ask for in the retrospective?';

export const TAILS = [
  '',
  '',
  ' This was agreed in the weekly meeting.',
  ' See the ticket for the discussion.',
  ' Somebody should write this down properly.',
];

/** Statements and questions that share no telling word. */
export const FREE: readonly [say: string, ask: string][] = [
  ['The nightly export failed because the volume had no space left.', 'backup crashed: disk full'],
  ['Marco owns the fraud detection rules.', 'who handles scam prevention?'],
  ['Passwords are hashed with Argon2id, three passes.', 'cryptographic algorithm protecting credentials'],
  ['Images are resized in a Lambda function.', 'where do pictures get scaled down?'],
  ['Never deploy on Friday afternoon without telling somebody.', 'shipping right before the weekend'],
  ['An index on created_at made the report forty times faster.', 'speeding up slow statistics queries'],
  ['Customers in Brazil need the CPF field on checkout.', 'tax number for South American buyers'],
  ['Translations are pulled from Crowdin before every build.', 'localisation workflow'],
  ['Webhooks are signed with HMAC and a time stamp.', 'how do callbacks prove where they come from?'],
  ['A canary receives five percent of traffic for half an hour.', 'gradual rollout procedure'],
  ['The PDF renderer leaked until the worker was recycled.', 'document generation kept eating RAM'],
  ['Blue buttons confirm, grey buttons cancel.', 'colour conventions of the interface'],
  ['The mobile app caches the catalogue for one hour.', 'how old can the product list on phones be?'],
  ['A race in the session store logged users out at random.', 'people lost their login unexpectedly'],
  ['Terraform state is kept in an encrypted bucket.', 'where does infrastructure as code remember things?'],
  ['The invoice generator rounds half to even.', 'treatment of fractional cents in bills'],
  ['The CSV importer accepts semicolons as well as commas.', 'allowed delimiters of uploaded spreadsheets'],
  ['New hires get a laptop with Linux on their first day.', 'operating system for employees who just joined'],
  ['The warehouse scanner speaks an old SOAP protocol.', 'legacy interface of the barcode device'],
  ['Long polling was replaced by server-sent events.', 'how does the dashboard receive live updates?'],
  ['Feature flags older than a quarter are removed.', 'cleaning up stale toggles'],
  ['Support tickets are answered within four working hours.', 'reaction time promised to clients'],
  ['The landing page must load in under two seconds on 3G.', 'performance budget for slow networks'],
  ['Refunds above a thousand euros need two approvals.', 'four-eyes rule for paying money back'],
];
