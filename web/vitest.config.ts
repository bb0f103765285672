import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    environment: 'happy-dom',
    include: ['packages/**/*.spec.{ts,mjs}', 'apps/**/*.spec.{ts,mjs}', 'e2e/*.spec.mjs', 'scripts/*.spec.mjs'],
    // Element Plus imports its own style files; they must pass through Vite.
    server: { deps: { inline: ['element-plus', 'vant'] } },
    env: { TZ: 'Asia/Shanghai' },
    maxWorkers: 2,
    testTimeout: 30_000,
  },
})
