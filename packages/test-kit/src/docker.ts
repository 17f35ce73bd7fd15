import { request } from 'node:http'

/**
 * Whether a Docker daemon answers, asked on its socket. The command-line client is no sign of one, and Testcontainers
 * would try several ways for many seconds before it gives up.
 */
export function dockerAnswers(host = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock'): Promise<boolean> {
  return new Promise((resolve) => {
    const { protocol, hostname, port, pathname } = new URL(host)
    const target = protocol === 'unix:' ? { socketPath: pathname } : { host: hostname, port }
    const ping = request({ ...target, path: '/_ping', timeout: 800 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    ping.once('timeout', () => ping.destroy(new Error('no answer')))
    ping.once('error', () => resolve(false))
    ping.end()
  })
}
