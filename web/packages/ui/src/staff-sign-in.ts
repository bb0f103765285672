import { api, ApiProblem, send, type Schema } from '@niangjia/api'
import { ref } from 'vue'

/** What the page asks for now. */
export type StaffSignInPage = 'password' | 'new_password' | 'totp_enrol' | 'totp' | 'done'

type Step = Schema<'SignInStep'>

const PAGE_OF: Record<Step['state'], StaffSignInPage> = {
  totp_required: 'totp',
  totp_enrol: 'totp_enrol',
  new_password: 'new_password',
  done: 'done',
}

/** The classes of characters of a password, of which three are asked for (docs/rules §24). */
export function passwordClasses(password: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length
}

/** The shortest password that staff may have. */
export const PASSWORD_MIN = 8

/** What a new password still lacks; nothing when it may be sent. */
export function passwordFaults(password: string, again: string): ('length' | 'classes' | 'same')[] {
  const faults: ('length' | 'classes' | 'same')[] = []
  if ([...password].length < PASSWORD_MIN) faults.push('length')
  if (passwordClasses(password) < 3) faults.push('classes')
  if (password === '' || password !== again) faults.push('same')
  return faults
}

/**
 * The way in for staff and for the clerk at a till, step by step, as the server leads it: password, then if asked for a new
 * password, then the one-time code (with enrolment at the first time). The challenge ties the steps together.
 */
export function useStaffSignIn() {
  const page = ref<StaffSignInPage>('password')
  const problem = ref<ApiProblem>()
  const busy = ref(false)
  const totpUri = ref('')
  const totpSecret = ref('')
  const demoCode = ref('')
  let challenge = ''

  async function advance(call: () => Promise<Step>): Promise<void> {
    busy.value = true
    problem.value = undefined
    try {
      const step = await call()
      challenge = step.challenge ?? challenge
      totpUri.value = step.totp_uri ?? ''
      totpSecret.value = step.totp_secret ?? ''
      demoCode.value = step.demo_code ?? ''
      page.value = PAGE_OF[step.state]
    } catch (error) {
      problem.value = ApiProblem.from(error)
      // An expired challenge cannot be answered any more: start again, and say why.
      if (problem.value.code.includes('challenge')) page.value = 'password'
    } finally {
      busy.value = false
    }
  }

  return {
    page,
    problem,
    busy,
    totpUri,
    totpSecret,
    demoCode,
    withPassword: (username: string, password: string) => advance(() => send(api.POST('/api/session/password', { body: { username: username.trim(), password } }))),
    withNewPassword: (password: string) => advance(() => send(api.POST('/api/session/new_password', { body: { challenge, password } }))),
    withCode: (code: string) => advance(() => send(api.POST('/api/session/totp', { body: { challenge, code } }))),
    restart: () => {
      page.value = 'password'
      problem.value = undefined
      challenge = ''
    },
  }
}
