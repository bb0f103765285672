import { Stamp } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'election',
  pages: [
    { name: 'election.list', path: '/elections', title: menu.title, permission: 'election.read', menu: { group: 'register', order: 32, icon: Stamp }, component: () => import('./ElectionList.vue') },
    { name: 'election.terms', path: '/terms', title: menu.terms, permission: 'election.read', parent: 'election.list', component: () => import('./TermList.vue') },
    { name: 'election.hints', path: '/founding-hints', title: menu.hints, permission: 'election.read', parent: 'election.list', component: () => import('./HintList.vue') },
    { name: 'election.found', path: '/union-formation', title: menu.found, permission: 'election.create', parent: 'election.list', component: () => import('./FoundingForm.vue') },
    { name: 'election.letter', path: '/elections/:union/:id/:letter', title: menu.print, permission: 'election.read', parent: 'election.list', component: () => import('./ElectionLetter.vue') },
  ],
})
