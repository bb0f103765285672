import 'element-plus/dist/index.css'
import '@niangjia/ui/theme.css'
import '@niangjia/ui/print.css'
import './app.css'
import { ApiProblem, whenSignedOut } from '@niangjia/api'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { installKit } from './kit'
import { router } from './router'
import { useSession } from './shell/session'

/** A refusal is final; only a lost connection or a busy server is worth another try. */
const worthRetry = (count: number, error: unknown) => {
  const { status } = ApiProblem.from(error)
  return count < 3 && (status === 0 || status === 503)
}

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: worthRetry, staleTime: 15_000, refetchOnWindowFocus: false } },
})

const app = createApp(App)
app.use(createPinia())
app.use(VueQueryPlugin, { queryClient })
installKit(app)

whenSignedOut(() => {
  const session = useSession()
  const route = router.currentRoute.value
  if (session.view === undefined || route.meta.page?.open === true) return
  session.forget()
  queryClient.clear()
  void router.push({ name: 'sign-in', query: { next: route.fullPath, expired: '1' } })
})

app.use(router)
app.mount('#app')
