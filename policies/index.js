// Pulumi's runner compiles a TypeScript entry itself, and knows only old syntax; Node runs what this imports.
import './pack.ts';
