import { api, ApiProblem, send, type Permission, type Schema } from '@niangjia/api'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

/** Who is signed in. The only thing kept in a store: all other server data lives in vue-query. */
export const useSession = defineStore('session', () => {
  const view = ref<Schema<'SessionDocument'>>()
  const asked = ref(false)
  const held = computed<ReadonlySet<string>>(() => new Set(view.value?.permissions ?? []))

  /** Asks the server once who is signed in; later calls answer from memory until [`load`] is forced. */
  async function load(force = false): Promise<Schema<'SessionDocument'> | undefined> {
    if (asked.value && !force) return view.value
    try {
      view.value = await send(api.GET('/api/session'))
    } catch (error) {
      const problem = ApiProblem.from(error)
      view.value = undefined
      // Anything but "not signed in" must be told: the page cannot know who is looking.
      if (problem.status !== 401) throw problem
    }
    asked.value = true
    return view.value
  }

  /** Forgets who was signed in, after the server did. */
  function forget() {
    view.value = undefined
    asked.value = true
  }

  async function signOut() {
    await send(api.DELETE('/api/session'))
    forget()
  }

  return {
    view,
    held,
    load,
    forget,
    signOut,
    accountId: computed(() => view.value?.id ?? ''),
    can: (permission: Permission) => held.value.has(permission),
  }
})
