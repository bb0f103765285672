import './vant'
import '@niangjia/ui/theme.css'
import './app.css'
import './large-type'
import { ApiProblem, whenSignedOut } from '@niangjia/api'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import { useSession } from './session'
import { signInFor } from './till/routes'

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A slow or broken line is worth more tries than a refusal.
      retry: (count, error) => count < 4 && [0, 503].includes(ApiProblem.from(error).status),
      staleTime: 15_000,
    },
  },
})

const app = createApp(App)
app.use(createPinia())
app.use(VueQueryPlugin, { queryClient })

whenSignedOut(() => {
  const session = useSession()
  if (session.view === undefined) return
  session.forget()
  queryClient.clear()
  void router.push(signInFor(router.currentRoute.value, true))
})

app.use(router)
app.mount('#app')
