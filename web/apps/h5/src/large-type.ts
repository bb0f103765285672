import { ref, watchEffect, type Ref } from 'vue'

const KEY = 'nj-large'

/** The large-type switch (长辈版), kept on this phone. Every page has every function in both sizes. */
export function useLargeType(): Ref<boolean> {
  return large
}

function kept(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes'
  } catch {
    return false
  }
}

const large = ref(kept())

watchEffect(() => {
  document.documentElement.classList.toggle('large', large.value)
  try {
    localStorage.setItem(KEY, large.value ? 'yes' : 'no')
  } catch {
    // The switch then lasts until the page is closed.
  }
})
