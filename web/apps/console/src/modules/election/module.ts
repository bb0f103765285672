import { Stamp } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'election',
  pages: [
    { name: 'election.list', path: '/elections', title: t.title, permission: 'election.read', menu: { group: 'register', order: 32, icon: Stamp }, component: () => import('./ElectionList.vue') },
    { name: 'election.terms', path: '/terms', title: t.terms, permission: 'election.read', parent: 'election.list', component: () => import('./TermList.vue') },
    { name: 'election.hints', path: '/founding-hints', title: t.hints.title, permission: 'election.read', parent: 'election.list', component: () => import('./HintList.vue') },
    { name: 'election.found', path: '/union-formation', title: t.found, permission: 'election.create', parent: 'election.list', component: () => import('./FoundingForm.vue') },
    { name: 'election.letter', path: '/elections/:union/:id/:letter', title: t.print, permission: 'election.read', parent: 'election.list', component: () => import('./ElectionLetter.vue') },
  ],
})
