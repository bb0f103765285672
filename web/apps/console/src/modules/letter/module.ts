import { Document } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'letter',
  pages: [
    { name: 'letter.list', path: '/letters', title: menu.title, permission: 'letter.read', menu: { group: 'work', order: 75, icon: Document }, component: () => import('./LetterList.vue') },
    { name: 'letter.new', path: '/letters/new', title: menu.new, permission: 'letter.create', parent: 'letter.list', component: () => import('./LetterIssue.vue') },
    { name: 'letter.detail', path: '/letters/:id', title: menu.detail, permission: 'letter.read', parent: 'letter.list', component: () => import('./LetterDetail.vue') },
    { name: 'letter.print', path: '/letters/:id/print', title: menu.printPage, permission: 'letter.read', parent: 'letter.list', bare: true, component: () => import('./LetterPrint.vue') },
    { name: 'letter.templates', path: '/letter-templates', title: menu.templates, permission: 'letter.read', parent: 'letter.list', component: () => import('./TemplateList.vue') },
    { name: 'letter.template', path: '/letter-templates/:kind', title: menu.template, permission: 'letter.read', parent: 'letter.templates', component: () => import('./TemplateDetail.vue') },
    { name: 'letter.agencies', path: '/letter-agencies', title: menu.agency, permission: 'letter.read', parent: 'letter.list', component: () => import('./AgencyList.vue') },
  ],
})
