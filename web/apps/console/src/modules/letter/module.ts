import { Document } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'letter',
  pages: [
    { name: 'letter.list', path: '/letters', title: t.title, permission: 'letter.read', menu: { group: 'work', order: 75, icon: Document }, component: () => import('./LetterList.vue') },
    { name: 'letter.new', path: '/letters/new', title: t.new, permission: 'letter.create', parent: 'letter.list', component: () => import('./LetterIssue.vue') },
    { name: 'letter.detail', path: '/letters/:id', title: t.detail, permission: 'letter.read', parent: 'letter.list', component: () => import('./LetterDetail.vue') },
    { name: 'letter.print', path: '/letters/:id/print', title: t.printPage, permission: 'letter.read', parent: 'letter.list', bare: true, component: () => import('./LetterPrint.vue') },
    { name: 'letter.templates', path: '/letter-templates', title: t.template.title, permission: 'letter.read', parent: 'letter.list', component: () => import('./TemplateList.vue') },
    { name: 'letter.template', path: '/letter-templates/:kind', title: t.template.detail, permission: 'letter.read', parent: 'letter.templates', component: () => import('./TemplateDetail.vue') },
    { name: 'letter.agencies', path: '/letter-agencies', title: t.agency.title, permission: 'letter.read', parent: 'letter.list', component: () => import('./AgencyList.vue') },
  ],
})
