import { api, ApiProblem, send, type Schema } from '@niangjia/api'
import { defineStore } from 'pinia'
import { ref } from 'vue'

/** The member who is signed in. */
export const useSession = defineStore('session', () => {
  const view = ref<Schema<'SessionDocument'>>()
  const asked = ref(false)

  async function load(force = false): Promise<Schema<'SessionDocument'> | undefined> {
    if (asked.value && !force) return view.value
    try {
      view.value = await send(api.GET('/api/session'))
    } catch (error) {
      view.value = undefined
      if (ApiProblem.from(error).status !== 401) throw error
    }
    asked.value = true
    return view.value
  }

  function forget() {
    view.value = undefined
    asked.value = true
  }

  async function signOut() {
    await send(api.DELETE('/api/session'))
    forget()
  }

  return { view, asked, load, forget, signOut }
})
