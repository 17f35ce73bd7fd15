// What is made of SLUICE_SECRET_KEYS, and signatures by Standard Webhooks 1.0.0.
export { deriveKey } from './derive-key.ts'
export { sourceSecretPlace, webhookSecretPlace } from './places.ts'
export { createSealer, type SealedPlace, type Sealer, UnsealError } from './sealer.ts'
export { decodeSigningSecret, makeSigningSecret } from './signing-secret.ts'
export {
  mostSignatures,
  type SignatureFault,
  signWebhook,
  verifyWebhook,
  type WebhookHeaders,
  type WebhookMessage,
  type WebhookVerdict,
} from './standard-webhooks.ts'
