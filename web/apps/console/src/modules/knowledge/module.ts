import { Reading } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'knowledge',
  pages: [
    { name: 'knowledge.list', path: '/knowledge', title: menu.title, permission: 'knowledge.read', menu: { group: 'work', order: 19, icon: Reading }, component: () => import('./KnowledgeList.vue') },
    { name: 'knowledge.new', path: '/knowledge/new', title: menu.new, permission: 'knowledge.create', parent: 'knowledge.list', component: () => import('./KnowledgeEdit.vue') },
    { name: 'knowledge.detail', path: '/knowledge/:id', title: menu.detail, permission: 'knowledge.read', parent: 'knowledge.list', component: () => import('./KnowledgeRead.vue') },
    { name: 'knowledge.edit', path: '/knowledge/:id/edit', title: menu.edit, permission: 'knowledge.update', parent: 'knowledge.detail', component: () => import('./KnowledgeEdit.vue') },
  ],
})
