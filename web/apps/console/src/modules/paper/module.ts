import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'paper',
  pages: [
    { name: 'paper.certificate', path: '/members/:id/certificates/:certificate', title: t.certificate.title, permission: 'member.read', parent: 'member.list', component: () => import('./CertificatePaper.vue') },
    { name: 'paper.cards', path: '/member-cards', title: t.cards.title, permission: 'member.read', parent: 'member.list', component: () => import('./MemberCards.vue') },
    { name: 'paper.roster', path: '/member-roster/:id', title: t.roster.title, permission: 'member.read', parent: 'union.list', component: () => import('./RosterPaper.vue') },
  ],
})
