import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'paper',
  pages: [
    { name: 'paper.certificate', path: '/members/:id/certificates/:certificate', title: menu.certificate, permission: 'member.read', parent: 'member.list', component: () => import('./CertificatePaper.vue') },
    { name: 'paper.cards', path: '/member-cards', title: menu.cards, permission: 'member.read', parent: 'member.list', component: () => import('./MemberCards.vue') },
    { name: 'paper.roster', path: '/member-roster/:id', title: menu.roster, permission: 'member.read', parent: 'union.list', component: () => import('./RosterPaper.vue') },
  ],
})
