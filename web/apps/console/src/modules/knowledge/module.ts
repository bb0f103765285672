import { Reading } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'knowledge',
  pages: [
    { name: 'knowledge.list', path: '/knowledge', title: t.title, permission: 'knowledge.read', menu: { group: 'work', order: 19, icon: Reading }, component: () => import('./KnowledgeList.vue') },
    { name: 'knowledge.new', path: '/knowledge/new', title: t.new, permission: 'knowledge.create', parent: 'knowledge.list', component: () => import('./KnowledgeEdit.vue') },
    { name: 'knowledge.detail', path: '/knowledge/:id', title: t.detail, permission: 'knowledge.read', parent: 'knowledge.list', component: () => import('./KnowledgeRead.vue') },
    { name: 'knowledge.edit', path: '/knowledge/:id/edit', title: t.edit, permission: 'knowledge.update', parent: 'knowledge.detail', component: () => import('./KnowledgeEdit.vue') },
  ],
})
