import { Checked } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'survey',
  pages: [
    { name: 'survey.list', path: '/surveys', title: t.title, permission: 'survey.read', menu: { group: 'work', order: 68, icon: Checked }, component: () => import('./SurveyList.vue') },
    { name: 'survey.detail', path: '/surveys/:id', title: t.detail.title, permission: 'survey.read', parent: 'survey.list', component: () => import('./SurveyDetail.vue') },
    { name: 'survey.edit', path: '/surveys/:id/edit', title: t.build.title, permission: 'survey.update', parent: 'survey.list', component: () => import('./SurveyBuilder.vue') },
    { name: 'survey.texts', path: '/surveys/:id/texts', title: t.texts.title, permission: 'survey.read', parent: 'survey.list', component: () => import('./TextList.vue') },
    { name: 'survey.answers', path: '/surveys/:id/answers', title: t.answers.title, permission: 'survey.read', parent: 'survey.list', component: () => import('./AnswerList.vue') },
  ],
})
